import Foundation
import Testing

private let modules = Layers.rows.map(\.module)

@Test("every module has its row", arguments: Repository.folders(in: "Sources"))
func hasRow(_ folder: String) {
    // System libraries, and gmime-bench, which is a C program.
    let holdsNoSwift = Repository.swiftFiles(in: "Sources/\(folder)").isEmpty
    #expect(holdsNoSwift || modules.contains(folder), "Sources/\(folder) stands in no row of Layers.rows")
}

@Test("imports point one way", arguments: modules)
func importsOnlyWhatItsRowNames(_ module: String) throws {
    let allowed = Layers.allowed(in: module)
    let files = Repository.swiftFiles(in: "Sources/\(module)")
    #expect(!files.isEmpty, "Sources/\(module) holds no Swift file")
    for file in files {
        for name in SourceText(try Repository.text(file)).imports {
            #expect(allowed.contains(name), "\(file) imports \(name); its row allows \(allowed.sorted())")
        }
    }
}

/// What a pure module may not call, although the standard library offers it without an import.
private let impure = [
    "async", "await", "SystemRandomNumberGenerator", "ContinuousClock", "SuspendingClock", "print",
]

@Test("pure modules are pure", arguments: Layers.rows.filter(\.isPure).map(\.module))
func pureModulesAreStrictlyPure(_ module: String) throws {
    for file in Repository.swiftFiles(in: "Sources/\(module)") {
        let words = SourceText(try Repository.text(file)).words
        for word in impure {
            #expect(!words.contains(word), "\(file) uses \(word), which a pure module may not")
        }
        #expect(!words.contains("random"), "\(file) uses a random number")
    }
}

@Test("400 lines a file", arguments: ["Sources", "Tests"])
func filesAreShort(_ folder: String) throws {
    let files = Repository.swiftFiles(in: folder)
    #expect(!files.isEmpty)
    for file in files {
        let lines =
            try Repository.text(file).split(separator: "\n", omittingEmptySubsequences: false).count - 1
        #expect(lines <= 400, "\(file) has \(lines) lines; split it by concept")
    }
}

@Test("no module holds a type of its own name", arguments: modules)
func noTypeOfTheModulesName(_ module: String) throws {
    for file in Repository.swiftFiles(in: "Sources/\(module)") {
        let declared = SourceText(try Repository.text(file)).declaredTypes
        #expect(!declared.contains(module), "\(file) declares a type named like its module")
        for suffix in ["Manager", "Common", "Utils"] {
            #expect(!declared.contains { $0.hasSuffix(suffix) }, "\(file) declares a type named …\(suffix)")
        }
    }
}

@Test("the top level is fixed")
func topLevelIsFixed() throws {
    let allowed: Set<String> = [
        "Package.swift", "Sources", "Tests", "fixtures", "rules", "README.md", "Makefile", "LICENSE",
        "Package.resolved",
    ]
    let names = try FileManager.default.contentsOfDirectory(atPath: Repository.root.path)
    for name in names.sorted() where !name.hasPrefix(".") {
        #expect(allowed.contains(name), "\(name) does not belong at the top level")
    }
}
