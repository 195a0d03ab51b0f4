import CalendarTime
import Credentials
import CurlTransport

/// An object of S3.
public struct AmazonObject: Hashable, Sendable {
    public let bucket: String
    public let key: String
    public let region: String

    public init(bucket: String, key: String, region: String) {
        self.bucket = bucket
        self.key = key
        self.region = region
    }

    /// Host and path of its URL; nil where a name is none that S3 allows, or that would lead elsewhere.
    var address: (host: String, path: String)? {
        guard Self.isRegion(region), (3...63).contains(bucket.utf8.count),
            bucket.utf8.allSatisfy({ Self.isOfLabel($0) || $0 == UInt8(ascii: ".") }),
            (1...1_024).contains(key.utf8.count)
        else { return nil }
        let parts = key.split(separator: "/", omittingEmptySubsequences: false)
        // libcurl, as any client of HTTP, would take these as steps.
        guard !parts.contains("."), !parts.contains("..") else { return nil }
        let path = parts.map { URLText.encoded(String($0)) }.joined(separator: "/")
        let service = "s3.\(region).amazonaws.com\(region.hasPrefix("cn-") ? ".cn" : "")"
        // A certificate for *.s3.… is good for one label.
        return bucket.contains(".") ? (service, "/\(bucket)/\(path)") : ("\(bucket).\(service)", "/\(path)")
    }

    /// As `eu-west-1`.
    public static func isRegion(_ text: String) -> Bool {
        (1...32).contains(text.utf8.count) && text.utf8.allSatisfy(isOfLabel)
    }

    private static func isOfLabel(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "-")
    }
}

/// Mail that Amazon SES put into S3, fetched with an access key of the operator's.
///
/// Source: docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html.
public struct AmazonMail: Sendable {
    private let requests: AnnouncedMailRequests
    private let keyID: String
    private let secret: Secret

    public init(keyID: String, secret: Secret, ask: @escaping HTTPSender) {
        self.keyID = keyID
        self.secret = secret
        requests = AnnouncedMailRequests(place: "Amazon S3", ask: ask)
    }

    /// The message as SES stored it. Amazon refuses `now` when it is 15 minutes off.
    public func message(_ object: AmazonObject, at now: Instant) async throws(AnnouncedMailFault) -> [UInt8] {
        guard let (host, path) = object.address else {
            throw requests.fault(.unusable("bucket, key or region"))
        }
        let own = [
            (name: "x-amz-content-sha256", value: AmazonSignature.hash("")),
            (name: "x-amz-date", value: AmazonSignature.stamp(now)),
        ]
        let signature = AmazonSignature(keyID: keyID, secret: secret, region: object.region, service: "s3")
            .authorization(for: .init(path: path, fields: [("host", host)] + own), at: now)
        let response = try await requests.get(
            "https://\(host)\(path)",
            fields: own.map { HTTPField($0.name, $0.value) } + [HTTPField("Authorization", signature)],
            // Amazon's own names, which in a cloud may lead to a private endpoint of S3.
            addresses: .any)
        guard response.status == 200 else { throw fault(response) }
        // What the encryption client of SES writes beside an object.
        let isEncrypted = ["x-amz-meta-x-amz-key-v2", "x-amz-meta-x-amz-key"].contains {
            response.value(of: $0) != nil
        }
        if isEncrypted { throw requests.fault(.encrypted) }
        guard !response.body.isEmpty else { throw requests.fault(.notThere) }
        return response.body
    }

    private func fault(_ response: HTTPResponse) -> AnnouncedMailFault {
        switch response.status {
        case 300...399: requests.fault(.otherRegion(response.value(of: "x-amz-bucket-region")))
        case 400 where response.value(of: "x-amz-bucket-region") != nil:
            requests.fault(.otherRegion(response.value(of: "x-amz-bucket-region")))
        case 401, 403:
            // 403 is also what S3 says of an object that is not there to those who may not list the bucket.
            requests.fault(
                .keyRefused(
                    response.status, needed: "is allowed s3:GetObject there, and check this machine's clock"))
        default: requests.fault(response)
        }
    }
}
