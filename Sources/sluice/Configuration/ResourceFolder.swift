import Foundation

/// A folder that comes with the executable: `rules`, `fixtures`.
enum ResourceFolder {
    /// Looks beside the executable, in `../share/sluice`, above a build folder, and in the working folder.
    static func find(_ name: String, orGive remedy: String) throws(CommandFailure) -> String {
        let places = candidates(name)
        for place in places where isFolder(place) { return place }
        let tried = places.joined(separator: ", ")
        throw CommandFailure(
            "folder '\(name)' not found (looked for \(tried)); give its place with \(remedy)")
    }

    static func isFolder(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
            && isDirectory.boolValue
    }

    /// Where a link to a folder leads: an enumeration does not follow the link it begins at.
    static func resolved(_ path: String) -> String { URL(filePath: path).resolvingSymlinksInPath().path }

    private static func candidates(_ name: String) -> [String] {
        var found: [String] = []
        if let executable = Bundle.main.executableURL?.resolvingSymlinksInPath() {
            let folder = executable.deletingLastPathComponent()
            found.append(folder.appending(path: name).path)
            found.append(folder.deletingLastPathComponent().appending(path: "share/sluice/\(name)").path)
            var above = folder
            while above.path.count > 1 {
                if above.lastPathComponent == ".build" {
                    found.append(above.deletingLastPathComponent().appending(path: name).path)
                }
                above.deleteLastPathComponent()
            }
        }
        let here = FileManager.default.currentDirectoryPath + "/" + name
        return found.contains(here) ? found : found + [here]
    }
}
