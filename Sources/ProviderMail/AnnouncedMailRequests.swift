import CurlTransport

/// GET requests for mail that a notification announced.
struct AnnouncedMailRequests: Sendable {
    /// Bytes of one message: as many as a notification may bring. SES takes no more than 40 MB either.
    static let maximumMessageBytes = 40 << 20

    let place: String
    let ask: HTTPSender

    /// A response of whatever status; redirects are not followed.
    func get(
        _ url: String, fields: [HTTPField] = [], addresses: HTTPRequest.Addresses = .publicOnly
    ) async throws(AnnouncedMailFault) -> HTTPResponse {
        var request = HTTPRequest(.get, url, fields: fields)
        request.maximumResponseBytes = Self.maximumMessageBytes
        request.addresses = addresses
        do throws(TransportError) {
            return try await ask(request)
        } catch {
            if case .tooLong(let limit) = error.fault { throw fault(.tooLarge(limit)) }
            throw fault(.provider(ProviderFault(place: place, .transport(error))))
        }
    }

    func fault(_ reason: AnnouncedMailFault.Reason) -> AnnouncedMailFault {
        AnnouncedMailFault(place: place, reason)
    }

    /// What a status that is no success means where it says nothing about a key.
    func fault(_ response: HTTPResponse) -> AnnouncedMailFault {
        switch response.status {
        case 404: fault(.notThere)
        case 401, 403: fault(.provider(ProviderFault(place: place, .status(response.status))))
        default: fault(.provider(ProviderFault(place: place, response)))
        }
    }
}
