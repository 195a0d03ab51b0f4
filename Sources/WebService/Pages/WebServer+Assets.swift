import Crypto
import DataFormats
import Hummingbird

/// Files that pages refer to.
extension WebServer {
    var assetRoutes: [Route] {
        [
            Route(.get, "/assets/{name}") { web in
                guard let asset = Asset.all[web.parameter("name")] else { throw WebFault.notFound }
                var response = Response.bytes(ByteBuffer(bytes: asset.bytes), asset.type)
                response.headers[.eTag] = asset.tag
                response.headers[.cacheControl] = "public, max-age=300"
                if web.headers[.ifNoneMatch] == asset.tag {
                    return Response(
                        status: .notModified,
                        headers: [.eTag: asset.tag, .cacheControl: "public, max-age=300"])
                }
                return response
            },
            Route(.get, "/favicon.ico") { _ in .see("/assets/favicon.svg") },
        ]
    }
}

private struct Asset {
    let bytes: [UInt8]
    let type: String
    let tag: String

    private init(_ bytes: [UInt8], _ type: String) {
        self.bytes = bytes
        self.type = type
        tag = "\"" + Base64URL.encode(Array(SHA256.hash(data: bytes).prefix(12))) + "\""
    }

    static let all: [String: Asset] = {
        var found: [String: Asset] = [:]
        for (name, bytes) in EmbeddedFiles.assets {
            let type =
                switch name.split(separator: ".").last {
                case "css": "text/css; charset=utf-8"
                case "js": "text/javascript; charset=utf-8"
                default: "image/svg+xml"
                }
            found[name] = Asset(bytes, type)
        }
        return found
    }()
}
