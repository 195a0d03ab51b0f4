import Hummingbird

/// A fault as a page.
struct FaultPage {
    let fault: WebFault
    let id: String

    var response: Response {
        let view: View = [
            "page": .view(["title": .text(title)]), "status": .number(fault.status.code),
            "heading": .text(title),
            "explanation": .text(fault.text), "requestId": .text(id), "homeHref": "/opportunities",
            "homeLabel": "Opportunities",
        ]
        // Where not even the template can be had, the words are enough.
        let text = (try? Templates.render("error", view)) ?? fault.text
        return .html(text, status: fault.status)
    }

    private var title: String {
        switch fault.status {
        case .notFound: "There is nothing here"
        case .forbidden: "Not allowed"
        case .internalServerError: "Something went wrong"
        default: "That did not work"
        }
    }
}
