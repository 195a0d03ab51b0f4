import Hummingbird

/// A fault as a page.
struct FaultPage {
    let fault: WebFault
    let id: String

    /// For who is not known: without the frame.
    var response: Response {
        let view = (["page": .view(["title": .text(title)])] as View).merging(view)
        // Where not even the template can be had, the words are enough.
        let text = (try? Templates.render(Self.template, view)) ?? fault.text
        return .html(text, status: fault.status)
    }

    fileprivate static let template = "error"

    fileprivate var view: View {
        [
            "status": .number(fault.status.code), "heading": .text(title), "explanation": .text(explanation),
            "requestId": .text(id), "homeHref": "/opportunities", "homeLabel": "Go to Opportunities",
        ]
    }

    fileprivate var title: String {
        switch fault.status {
        case .notFound: "There is nothing here"
        case .forbidden: "Not allowed"
        case .internalServerError: "Something went wrong"
        default: "That did not work"
        }
    }

    private var explanation: String {
        fault.status == .notFound ? "It was removed, or its address is mistyped." : fault.text
    }
}

extension PageRequest {
    /// A fault of the request, in the frame, so that one goes on from there. Nil for what the log has to hear of.
    func page(of error: any Error) async throws -> Response? {
        guard let fault = WebFault(error), fault.status.kind == .clientError else { return nil }
        let page = FaultPage(fault: fault, id: web.id)
        return try await self.page(FaultPage.template, title: page.title, page.view, status: fault.status)
    }
}
