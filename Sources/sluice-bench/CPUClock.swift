import Foundation

/// CPU time of this process; unlike the time on the wall it does not grow when others use the machine.
enum CPUClock {
    static var nanoseconds: Int {
        var now = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
        return Int(now.tv_sec) * 1_000_000_000 + Int(now.tv_nsec)
    }

    /// Of the processes that this one started and that have ended.
    static var children: Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
        return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1_000_000_000
            + Int(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1_000
    }

    /// Nanoseconds of CPU that `work` took.
    static func measure(_ work: () throws -> Void) rethrows -> Int {
        let start = nanoseconds
        try work()
        return nanoseconds - start
    }

    /// The largest resident set of this process so far, in bytes.
    static var peakMemory: Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1024
    }
}

extension Array where Element: Comparable & Numeric {
    /// The middle of the sorted values; 0 where there are none.
    var median: Element { isEmpty ? 0 : sorted()[count / 2] }
}
