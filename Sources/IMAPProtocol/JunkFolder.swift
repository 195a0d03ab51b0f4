/// Which folder of a LIST holds the junk: by SPECIAL-USE (RFC 6154), by XLIST, else by name.
public enum JunkFolder {
    /// Folders of one LIST that are kept.
    static let maximumFolders = 10_000

    private static let unusable = ["\\noselect", "\\nonexistent"]

    /// Names as servers and clients make them, in lower case, without what stands before the last delimiter; the one
    /// named first wins.
    private static let names = [
        "junk", "spam", "junk e-mail", "junk email", "junk mail", "bulk mail", "bulk", "junk-e-mail",
        "spamverdacht",
        "courrier indésirable", "indésirables", "correo no deseado", "posta indesiderata",
        "ongewenste e-mail",
        "lixo eletrônico", "lixo electrónico", "wiadomości-śmieci", "skräppost", "søppelpost",
        "uønsket e-mail",
        "roskaposti", "nevyžádaná pošta", "levélszemét", "nežiaduca pošta", "gereksiz e-posta", "спам",
        "нежелательная почта", "垃圾邮件", "垃圾郵件", "迷惑メール", "스팸메일함", "정크 메일",
    ]

    /// Nil when there is none. Of two that are equally good, the shorter name, then the first in order of octets.
    public static func choose(_ folders: [IMAPFolderListing]) -> [UInt8]? {
        folders.compactMap { folder in rank(folder).map { (rank: $0, name: folder.name) } }
            .min { left, right in
                if left.rank != right.rank { return left.rank < right.rank }
                if left.name.count != right.name.count { return left.name.count < right.name.count }
                return left.name.lexicographicallyPrecedes(right.name)
            }?.name
    }

    private static func rank(_ folder: IMAPFolderListing) -> Int? {
        guard !folder.attributes.contains(where: unusable.contains), IMAPCommand.canName(folder.name) else {
            return nil
        }
        if folder.attributes.contains("\\junk") { return -2 }
        if folder.attributes.contains("\\spam") { return -1 }
        var last = folder.name[...]
        if let delimiter = folder.delimiter, let place = last.lastIndex(of: delimiter) {
            last = last[(place + 1)...]
        }
        return names.firstIndex(of: ModifiedUTF7.decoded(Array(last)).lowercased())
    }
}
