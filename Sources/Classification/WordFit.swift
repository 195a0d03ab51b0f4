/// Fits points of words to texts whose kind, or intent, is known: multinomial logistic regression with each word of a
/// text counted once, and a pull towards 0 that grows with the square of a weight.
///
/// There is one best answer, whatever the order of the texts, and every machine finds the same points on its way to it:
/// only operations that IEEE 754 defines to the last bit are used. Words that fewer than `minimumTexts` texts have tell
/// of those texts only and get no points.
public struct WordFit: Sendable {
    /// Texts that must have a word before it is weighed.
    public static let minimumTexts = 3
    /// Points of rules that one unit of log odds is worth beside them; found on messages that neither had seen.
    public static let kindScale = 1.3
    public static let intentScale = 0.8

    private static let steps = 150
    private static let pull = 3.0
    /// What of the points of the start is taken: rules know too how common a kind is.
    private static let startShare = 0.5
    /// Hundredths of a point below which a row is left out.
    private static let least = 8

    private let columns: [String]
    private let scale: Double
    private var texts: [(words: [String], column: Int, weight: Double)] = []

    /// - Parameters:
    ///   - columns: names of the kinds or intents.
    ///   - scale: points of rules for one unit of log odds.
    public init(columns: [String], scale: Double) {
        self.columns = columns
        self.scale = scale
    }

    /// - Parameters:
    ///   - words: of one text, each once.
    ///   - column: what the text is.
    ///   - weight: how often it counts.
    public mutating func add(words: [String], column: Int, weight: Double = 1) {
        texts.append((words, column, weight))
    }

    public func points() -> WordPointsSource {
        let vocabulary = vocabulary()
        var numbers: [String: Int32] = [:]
        for (number, word) in vocabulary.enumerated() { numbers[word] = Int32(number + 1) }
        let samples = texts.map { text in
            // The start of every text is a word that all have.
            Descent.Sample(
                words: [0] + text.words.compactMap { numbers[$0] }, column: text.column, weight: text.weight)
        }
        var descent = Descent(words: vocabulary.count + 1, columns: columns.count, samples, pull: Self.pull)
        for _ in 0..<Self.steps { descent.step() }
        let rows = vocabulary.enumerated().map { number, word in
            WordPointsSource.Row(word: word, points: points(descent.weights(ofWord: number + 1)))
        }
        return WordPointsSource(
            columns: columns, start: points(descent.weights(ofWord: 0), share: Self.startShare),
            rows: rows.filter { row in row.points.contains { abs(Int($0)) >= Self.least } })
    }

    /// In the order of their bytes.
    private func vocabulary() -> [String] {
        var counts: [String: Int] = [:]
        for text in texts {
            for word in text.words { counts[word, default: 0] += 1 }
        }
        return counts.filter { $0.value >= Self.minimumTexts && $0.key != WordPointsSource.startWord }
            .map(\.key).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// In hundredths, their mean 0.
    private func points(_ weights: ArraySlice<Double>, share: Double = 1) -> [Int16] {
        let mean = weights.reduce(0, +) / Double(columns.count)
        let factor = scale * share * 100
        return weights.map { Int16(max(-9_999, min(9_999, (($0 - mean) * factor).rounded()))) }
    }
}

/// Nesterov's accelerated descent, its step along each weight bounded by the curvature there (Böhning's bound on the
/// Hessian of the multinomial, summed along its rows), begun anew where a step went uphill.
private struct Descent {
    struct Sample {
        let words: [Int32]
        let column: Int
        let weight: Double
    }

    private let samples: [Sample]
    private let columns: Int
    private let pull: Double
    /// By word, the longest step against a gradient that cannot overshoot.
    private var rates: [Double]
    private var weights: [Double]
    /// The weights with their momentum, where the next gradient is taken.
    private var ahead: [Double]
    private var momentum = 1.0

    init(words: Int, columns: Int, _ samples: [Sample], pull: Double) {
        self.samples = samples
        self.columns = columns
        self.pull = pull
        weights = Array(repeating: 0, count: words * columns)
        ahead = weights
        var curvatures = [Double](repeating: pull, count: words)
        for sample in samples {
            for word in sample.words {
                curvatures[Int(word)] += sample.weight * Double(sample.words.count) / 2
            }
        }
        rates = curvatures.map { 1 / $0 }
    }

    func weights(ofWord word: Int) -> ArraySlice<Double> { weights[word * columns..<(word + 1) * columns] }

    mutating func step() {
        let gradient = gradient()
        let next = (1 + (1 + 4 * momentum * momentum).squareRoot()) / 2
        var isUphill = 0.0
        for place in weights.indices {
            let moved = ahead[place] - rates[place / columns] * gradient[place]
            isUphill += gradient[place] * (moved - weights[place])
            let change = moved - weights[place]
            weights[place] = moved
            ahead[place] = moved + (momentum - 1) / next * change
        }
        momentum = next
        if isUphill > 0 { (momentum, ahead) = (1, weights) }
    }

    private func gradient() -> [Double] {
        var gradient = ahead.map { $0 * pull }
        // The start is no word: nothing pulls it.
        for column in 0..<columns { gradient[column] = 0 }
        var chances = [Double](repeating: 0, count: columns)
        for sample in samples {
            for column in 0..<columns { chances[column] = 0 }
            for word in sample.words {
                for column in 0..<columns { chances[column] += ahead[Int(word) * columns + column] }
            }
            Self.normalise(&chances)
            chances[sample.column] -= 1
            for word in sample.words {
                for column in 0..<columns {
                    gradient[Int(word) * columns + column] += chances[column] * sample.weight
                }
            }
        }
        return gradient
    }

    /// Sums become chances.
    private static func normalise(_ sums: inout [Double]) {
        let most = sums.max() ?? 0
        var total = 0.0
        for column in sums.indices {
            sums[column] = Exponential.value(sums[column] - most)
            total += sums[column]
        }
        for column in sums.indices { sums[column] /= total }
    }
}

/// e to the power of a number that is not above 0, without a library whose last bit differs between machines.
private enum Exponential {
    static func value(_ power: Double) -> Double {
        guard power > -700 else { return 0 }
        let doublings = (power * 1.442695040888963407).rounded()
        let rest = power - doublings * 0.693147180559945309
        var sum = 1.0
        var term = 1.0
        for number in 1...13 {
            term *= rest / Double(number)
            sum += term
        }
        return sum * Double(sign: .plus, exponent: Int(doublings), significand: 1)
    }
}
