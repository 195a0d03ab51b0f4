import Hummingbird
import Mustache

/// The templates and files that the executable carries.
enum Templates {
    /// Stops the program at the first use when a template is damaged: they are part of the executable, not input.
    static let library: MustacheLibrary = {
        var library = MustacheLibrary()
        for (name, bytes) in EmbeddedFiles.templates {
            do {
                try library.register(String(decoding: bytes, as: UTF8.self), named: name)
            } catch {
                fatalError("template \(name): \(error)")
            }
        }
        return library
    }()

    static func render(_ name: String, _ view: View) throws -> String {
        guard let text = library.render(view, withTemplate: name) else {
            throw WebFault(.internalServerError, "internal", "There is no template \(name).")
        }
        return text
    }
}
