import CCurl
import Foundation

/// Which addresses are not of the public Internet.
///
/// Source: the IANA registries of special-purpose addresses (RFC 6890), with multicast and what is reserved. IPv6
/// addresses that carry an IPv4 address (mapped, NAT64, 6to4) are what that one is.
enum SpecialAddresses {
    private static let blocks4: [(network: UInt32, bits: UInt32)] = [
        (0x0000_0000, 8),  // this network
        (0x0A00_0000, 8),  // private
        (0x6440_0000, 10),  // carrier-grade NAT
        (0x7F00_0000, 8),  // loopback
        (0xA9FE_0000, 16),  // link-local; the metadata services of clouds
        (0xAC10_0000, 12),  // private
        (0xC000_0000, 24),  // IETF protocols
        (0xC000_0200, 24),  // documentation
        (0xC058_6300, 24),  // 6to4 relays
        (0xC0A8_0000, 16),  // private
        (0xC612_0000, 15),  // benchmarks
        (0xC633_6400, 24),  // documentation
        (0xCB00_7100, 24),  // documentation
        (0xE000_0000, 3),  // multicast, reserved, broadcast
    ]

    static func isPublic4(_ address: UInt32) -> Bool {
        !blocks4.contains { block in (address ^ block.network) >> (32 - block.bits) == 0 }
    }

    /// `bytes`: 16, in network order.
    static func isPublic6(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 16 else { return false }
        func inner(at index: Int) -> UInt32 {
            bytes[index..<index + 4].reduce(0) { $0 << 8 | UInt32($1) }
        }
        if bytes.starts(with: [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) {
            return isPublic4(inner(at: 12))
        }
        if bytes[0] == 0x20, bytes[1] == 0x02 { return isPublic4(inner(at: 2)) }
        if bytes.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) { return isPublic4(inner(at: 12)) }
        // Of the rest only 2000::/3 is handed out, without 2001::/23 (Teredo and the like) and documentation.
        guard bytes[0] >> 5 == 1 else { return false }
        if bytes[0] == 0x20, bytes[1] == 0x01, bytes[2] < 2 { return false }
        if bytes.starts(with: [0x20, 0x01, 0x0D, 0xB8]) { return false }
        return !bytes.starts(with: [0x3F, 0xFF]) || bytes[2] >= 0x10
    }

    /// Anything but IPv4 and IPv6 is not public.
    static func isPublic(_ address: UnsafePointer<curl_sockaddr>) -> Bool {
        let start = UnsafeRawPointer(address) + (MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 0)
        switch address.pointee.family {
        case AF_INET:
            let inner = start.loadUnaligned(as: sockaddr_in.self).sin_addr.s_addr
            return isPublic4(UInt32(bigEndian: inner))
        case AF_INET6:
            let inner = start.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            return isPublic6(withUnsafeBytes(of: inner) { Array($0) })
        default: return false
        }
    }
}

extension EasyHandle {
    /// As libcurl would, but so that programs we start do not inherit the connection.
    static func openSocket(for address: UnsafePointer<curl_sockaddr>) -> curl_socket_t {
        let socketType = address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
        return Foundation.socket(address.pointee.family, socketType, address.pointee.protocol)
    }
}
