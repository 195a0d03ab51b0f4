import CalendarTime
import Credentials
import Testing

@testable import ProviderMail

private typealias Signed = AmazonSignature.Request

private let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
private let host = (name: "host", value: "examplebucket.s3.amazonaws.com")
private let own = [
    host, (name: "x-amz-content-sha256", value: empty), (name: "x-amz-date", value: "20130524T000000Z"),
]
private let welcome = "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"

/// The examples of "Signature Calculations for the Authorization Header" in the documentation of S3.
private let examples: [(request: Signed, fields: String, signature: String)] = [
    (
        Signed(path: "/test.txt", fields: own + [("range", "bytes=0-9")]),
        "host;range;x-amz-content-sha256;x-amz-date",
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
    ),
    (
        Signed(
            method: "PUT", path: "/test%24file.text",
            fields: [
                host, ("date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-date", "20130524T000000Z"),
                ("x-amz-storage-class", "REDUCED_REDUNDANCY"), ("x-amz-content-sha256", welcome),
            ], bodyHash: welcome),
        "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
    ),
    (
        Signed(path: "/", query: "lifecycle=", fields: own), "host;x-amz-content-sha256;x-amz-date",
        "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"
    ),
    (
        Signed(path: "/", query: "max-keys=2&prefix=J", fields: own), "host;x-amz-content-sha256;x-amz-date",
        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
    ),
]

@Suite("Signature Version 4")
struct AmazonSignatureTests {
    @Test("published examples", arguments: examples.indices)
    func published(_ index: Int) throws {
        let row = examples[index]
        let signature = AmazonSignature(
            keyID: "AKIAIOSFODNN7EXAMPLE", secret: try Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
            region: "us-east-1", service: "s3")
        let time = try #require(Instant(iso8601: "2013-05-24T00:00:00Z"))
        #expect(
            signature.authorization(for: row.request, at: time)
                == "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=\(row.fields),Signature=\(row.signature)")
    }

    @Test("the time is to the second, and the hash of nothing is known")
    func parts() throws {
        let time = try #require(Instant(iso8601: "2026-03-02T09:05:06.789Z"))
        #expect(AmazonSignature.stamp(time) == "20260302T090506Z")
        #expect(AmazonSignature.hash("") == empty)
    }
}

private let addresses: [(bucket: String, key: String, region: String, url: String?)] = [
    ("mails", "in/1", "eu-west-1", "mails.s3.eu-west-1.amazonaws.com/in/1"),
    // The certificate of *.s3.… is good for one label.
    ("my.mails", "in/1", "eu-west-1", "s3.eu-west-1.amazonaws.com/my.mails/in/1"),
    ("mails", "1", "cn-north-1", "mails.s3.cn-north-1.amazonaws.com.cn/1"),
    ("mails", "a b/é?#%", "eu-west-1", "mails.s3.eu-west-1.amazonaws.com/a%20b/%C3%A9%3F%23%25"),
    ("mails", "a//b/", "eu-west-1", "mails.s3.eu-west-1.amazonaws.com/a//b/"),
    ("mails", "a/../b", "eu-west-1", nil),
    ("mails", "./b", "eu-west-1", nil),
    ("mails", "", "eu-west-1", nil),
    ("mails", String(repeating: "k", count: 1_025), "eu-west-1", nil),
    ("ma", "1", "eu-west-1", nil),
    ("mails/evil", "1", "eu-west-1", nil),
    ("mails@evil", "1", "eu-west-1", nil),
    ("mails", "1", "", nil),
    ("mails", "1", "evil.example/", nil),
]
@Test("where an object of S3 is", arguments: addresses)
func objectAddress(_ bucket: String, _ key: String, _ region: String, _ url: String?) {
    let address = AmazonObject(bucket: bucket, key: key, region: region).address
    #expect(address.map { $0.host + $0.path } == url)
}
