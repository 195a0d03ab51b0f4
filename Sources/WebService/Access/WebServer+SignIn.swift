import Hummingbird
import Store

extension WebServer {
    var signInRoutes: [Route] {
        [
            Route(.get, "/sign-in") { web in
                .html(try Templates.render("sign_in", Self.signInView(web, fault: nil)))
            },
            Route(.post, "/sign-in") { web in
                guard !web.isFromElsewhere else { throw WebFault.forbidden }
                let form = try FormBody.read(web).fields
                func field(_ name: String) -> String { form.first { $0.name == name }?.value ?? "" }
                let door = SignIn(parts: web.parts, settings: web.settings)
                let outcome = try await door.signIn(
                    login: field("name"), password: field("password"), from: web.client)
                switch outcome {
                case .done(let cookie):
                    var response = Response.see(Self.place(field("next")))
                    response.headers[.setCookie] = cookie
                    return response
                case .refused:
                    return .html(
                        try Templates.render(
                            "sign_in",
                            Self.signInView(
                                web, fault: "That name and password do not belong together. Try again.", form)
                        ),
                        status: .forbidden)
                case .wait(let seconds):
                    let words =
                        "Too many tries. Try again in \(seconds == 1 ? "a second" : "\(seconds) seconds")."
                    var response = Response.html(
                        try Templates.render("sign_in", Self.signInView(web, fault: words, form)),
                        status: .tooManyRequests)
                    response.headers[.retryAfter] = String(seconds)
                    return response
                }
            },
            .page(.post, "/sign-out") { request in
                let token = request.web.sessionHash
                try await request.write { try $0.endSession(tokenHash: token) }
                var response = Response.see("/sign-in")
                response.headers[.setCookie] =
                    SignIn(parts: request.parts, settings: request.web.settings).goodbye
                return response
            },
            Route(.get, "/") { _ in .see("/campaigns") },
        ]
    }

    private static func signInView(
        _ web: WebRequest, fault: String?, _ form: [(name: String, value: String)] = []
    ) -> View {
        let next = form.first { $0.name == "next" }?.value ?? web.query("next")
        return [
            "signInError": .text(fault), "next": .text(place(next ?? "/")),
            "page": .view(["title": "Sign in", "version": .text(web.parts.version)]),
        ]
    }

    /// A path of ours and nothing else: a link may not send people away from here.
    private static func place(_ text: String) -> String {
        let isOurs =
            text.hasPrefix("/") && !text.hasPrefix("//") && !text.contains("\\")
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        return isOurs ? text : "/"
    }
}
