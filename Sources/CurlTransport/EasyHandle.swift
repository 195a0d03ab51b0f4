import CCurl

/// An easy handle of libcurl: options, the first of them that failed, and what libcurl says of its last error.
///
/// Confined to the thread of its loop; `end` must be called once.
final class EasyHandle {
    /// What lies behind a `CURL *`.
    let raw: UnsafeMutableRawPointer
    /// `CURLE_OK`, or the result of the first option that was refused.
    private(set) var refusal = CURLE_OK
    private let errorText: UnsafeMutablePointer<CChar>
    private var lists: [UnsafeMutablePointer<curl_slist>] = []

    /// Nil when there is no memory.
    init?() {
        guard let raw = curl_easy_init() else { return nil }
        self.raw = raw
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        note(sluice_curl_set_pointer(raw, CURLOPT_ERRORBUFFER, errorText))
    }

    /// Closes what it still holds. It must be out of its multi handle.
    func end() {
        curl_easy_cleanup(raw)
        lists.forEach(curl_slist_free_all)
        errorText.deallocate()
    }

    func set(_ option: CURLoption, _ value: Int) { note(sluice_curl_set_long(raw, option, value)) }
    func set(_ option: CURLoption, _ value: String?) { note(sluice_curl_set_text(raw, option, value)) }
    func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer?) {
        note(sluice_curl_set_pointer(raw, option, value))
    }

    func setOffset(_ option: CURLoption, _ value: Int) {
        note(sluice_curl_set_offset(raw, option, curl_off_t(value)))
    }

    func set(
        _ function: CURLoption, _ callback: @escaping sluice_curl_data_callback, _ data: CURLoption,
        _ context: UnsafeMutableRawPointer
    ) {
        note(sluice_curl_set_data(raw, function, callback, data, context))
    }

    func setOpenSocket(
        _ callback: @escaping curl_opensocket_callback, _ context: UnsafeMutableRawPointer? = nil
    ) {
        note(sluice_curl_set_open_socket(raw, callback, context))
    }

    /// A list that lives as long as the handle.
    func set(_ option: CURLoption, list: [String]) {
        var first: UnsafeMutablePointer<curl_slist>?
        for line in list {
            guard let grown = curl_slist_append(first, line) else { return note(CURLE_OUT_OF_MEMORY) }
            first = grown
        }
        guard let first else { return }
        lists.append(first)
        set(option, UnsafeMutableRawPointer(first))
    }

    func long(_ info: CURLINFO) -> Int {
        var value = 0
        return sluice_curl_get_long(raw, info, &value) == CURLE_OK ? value : 0
    }

    /// Microseconds or bytes.
    func offset(_ info: CURLINFO) -> Int {
        var value: curl_off_t = 0
        return sluice_curl_get_offset(raw, info, &value) == CURLE_OK ? Int(value) : 0
    }

    /// The socket of a connection that was taken over; -1 when it is gone.
    var socket: Int32 {
        var value = sluice_curl_bad_socket
        return sluice_curl_get_socket(raw, &value) == CURLE_OK ? value : sluice_curl_bad_socket
    }

    /// libcurl's words for the last error, or its constant text for `code`.
    func words(for code: CURLcode) -> String {
        let own = String(cString: errorText)
        return own.isEmpty ? String(cString: curl_easy_strerror(code)) : own
    }

    private func note(_ code: CURLcode) {
        if refusal == CURLE_OK { refusal = code }
    }
}
