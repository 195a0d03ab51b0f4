/// The ASCII form of a label with other letters (RFC 3492), without the prefix `xn--`.
enum Punycode {
    // RFC 3492 §5.
    private static let base = 36
    private static let tMin = 1
    private static let tMax = 26
    private static let skew = 38
    private static let damp = 700
    private static let initialBias = 72
    private static let initialN = 128
    /// Code points of a label. RFC 1035 allows 63 octets; encoding is quadratic, so longer ones are refused.
    static let maximumLength = 63

    /// Nil when the label is empty or longer than `maximumLength`.
    static func encode(_ label: some StringProtocol) -> String? {
        let points = label.unicodeScalars.prefix(maximumLength + 1).map { Int($0.value) }
        guard !points.isEmpty, points.count <= maximumLength else { return nil }
        var output = points.filter { $0 < initialN }.map { UInt8($0) }
        let basic = output.count
        if basic > 0 { output.append(UInt8(ascii: "-")) }
        var handled = basic
        var n = initialN
        var delta = 0
        var bias = initialBias
        while handled < points.count {
            let next = points.filter { $0 >= n }.min() ?? n
            // At most 0x10FFFF * 64, far from overflow.
            delta += (next - n) * (handled + 1)
            n = next
            for point in points {
                if point < n { delta += 1 }
                guard point == n else { continue }
                append(delta, bias, to: &output)
                bias = adapt(delta, count: handled + 1, isFirst: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            n += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// A generalised variable-length integer (RFC 3492 §3.3).
    private static func append(_ delta: Int, _ bias: Int, to output: inout [UInt8]) {
        var rest = delta
        var k = base
        while true {
            let threshold = k <= bias ? tMin : min(k - bias, tMax)
            guard rest >= threshold else { break }
            output.append(digit(threshold + (rest - threshold) % (base - threshold)))
            rest = (rest - threshold) / (base - threshold)
            k += base
        }
        output.append(digit(rest))
    }

    /// RFC 3492 §6.1.
    private static func adapt(_ delta: Int, count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / damp : delta / 2
        delta += delta / count
        var k = 0
        while delta > (base - tMin) * tMax / 2 {
            delta /= base - tMin
            k += base
        }
        return k + (base - tMin + 1) * delta / (delta + skew)
    }

    /// `value` is 0...35.
    private static func digit(_ value: Int) -> UInt8 {
        UInt8(value < 26 ? Int(UInt8(ascii: "a")) + value : Int(UInt8(ascii: "0")) + value - 26)
    }
}
