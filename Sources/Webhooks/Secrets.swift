import Crypto
import Foundation

/// Compares secrets in a time that tells neither where they differ nor how long ours is.
enum Secrets {
    static func match(_ given: String, _ ours: String) -> Bool {
        // Comparing two digests takes the same time whatever they hold.
        SHA256.hash(data: Data(given.utf8)) == SHA256.hash(data: Data(ours.utf8))
    }
}
