import Foundation
import Hummingbird

extension Response {
    static func text(_ text: String, _ type: String, status: HTTPResponse.Status = .ok) -> Response {
        bytes(ByteBuffer(string: text), type, status: status)
    }

    static func bytes(
        _ buffer: ByteBuffer, _ type: String, status: HTTPResponse.Status = .ok
    ) -> Response {
        Response(status: status, headers: [.contentType: type], body: .init(byteBuffer: buffer))
    }

    static func html(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        .text(text, "text/html; charset=utf-8", status: status)
    }

    /// After a POST: the browser asks for `place` with GET (RFC 9110 §15.4.4). `place` is a path of ours.
    static func see(_ place: String) -> Response {
        Response(status: .seeOther, headers: [.location: place])
    }

    static func problem(_ fault: WebFault, id: String) -> Response {
        var members: [JSON.Member] = [
            .init(key: "type", value: "about:blank"),
            .init(key: "title", value: .text(fault.status.reasonPhrase)),
            .init(key: "status", value: .number(fault.status.code)),
            .init(key: "detail", value: .text(fault.text)), .init(key: "code", value: .text(fault.code)),
            .init(key: "request_id", value: .text(id)),
        ]
        if let field = fault.field { members.append(.init(key: "field", value: .text(field))) }
        var response = Response.text(
            JSON.object(members).serialized, "application/problem+json", status: fault.status)
        for field in fault.headers { response.headers.append(field) }
        return response
    }
}
