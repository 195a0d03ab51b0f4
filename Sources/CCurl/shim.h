#ifndef SLUICE_CCURL_SHIM_H
#define SLUICE_CCURL_SHIM_H

#include <curl/curl.h>
#include <errno.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* Swift imports no variadic function: here is one wrapper for each class of argument. The name of the function stands
 * in parentheses so that the type-checking macro of <curl/typecheck-gcc.h>, which wants constants, is not used. */

static inline CURLcode sluice_curl_set_long(CURL *easy, CURLoption option, long value)
{
    return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode sluice_curl_set_offset(CURL *easy, CURLoption option, curl_off_t value)
{
    return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode sluice_curl_set_text(CURL *easy, CURLoption option, const char *value)
{
    return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode sluice_curl_set_pointer(CURL *easy, CURLoption option, void *value)
{
    return (curl_easy_setopt)(easy, option, value);
}

typedef size_t (*sluice_curl_data_callback)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode sluice_curl_set_data(
    CURL *easy, CURLoption function, sluice_curl_data_callback callback, CURLoption data, void *context)
{
    CURLcode code = (curl_easy_setopt)(easy, function, callback);
    return code ? code : (curl_easy_setopt)(easy, data, context);
}

static inline CURLcode sluice_curl_set_open_socket(CURL *easy, curl_opensocket_callback callback, void *context)
{
    CURLcode code = (curl_easy_setopt)(easy, CURLOPT_OPENSOCKETFUNCTION, callback);
    return code ? code : (curl_easy_setopt)(easy, CURLOPT_OPENSOCKETDATA, context);
}

static inline CURLcode sluice_curl_get_long(CURL *easy, CURLINFO info, long *value)
{
    return (curl_easy_getinfo)(easy, info, value);
}

static inline CURLcode sluice_curl_get_offset(CURL *easy, CURLINFO info, curl_off_t *value)
{
    return (curl_easy_getinfo)(easy, info, value);
}

static inline CURLcode sluice_curl_get_socket(CURL *easy, curl_socket_t *value)
{
    return (curl_easy_getinfo)(easy, CURLINFO_ACTIVESOCKET, value);
}

static inline CURLMcode sluice_curl_multi_set_long(CURLM *multi, CURLMoption option, long value)
{
    return (curl_multi_setopt)(multi, option, value);
}

static inline CURLMcode sluice_curl_multi_set_callbacks(
    CURLM *multi, curl_socket_callback on_socket, curl_multi_timer_callback on_timer, void *context)
{
    CURLMcode code = (curl_multi_setopt)(multi, CURLMOPT_SOCKETFUNCTION, on_socket);
    if (!code) code = (curl_multi_setopt)(multi, CURLMOPT_SOCKETDATA, context);
    if (!code) code = (curl_multi_setopt)(multi, CURLMOPT_TIMERFUNCTION, on_timer);
    if (!code) code = (curl_multi_setopt)(multi, CURLMOPT_TIMERDATA, context);
    return code;
}

static inline CURLSHcode sluice_curl_share_set_long(CURLSH *share, CURLSHoption option, long value)
{
    return (curl_share_setopt)(share, option, value);
}

/// The next handle that is done, and how it ended; null when there is none. CURLMsg holds a union.
static inline CURL *sluice_curl_next_done(CURLM *multi, CURLcode *result)
{
    int left = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left))) {
        if (message->msg != CURLMSG_DONE) continue;
        *result = message->data.result;
        return message->easy_handle;
    }
    return 0;
}

/// Watches `descriptor` for `events` (EPOLL…), whether it was watched before or not; returns 0 or errno.
static inline int sluice_epoll_watch(int epoll, int descriptor, uint32_t events)
{
    struct epoll_event event = {.events = events, .data = {.fd = descriptor}};
    if (epoll_ctl(epoll, EPOLL_CTL_MOD, descriptor, &event) == 0) return 0;
    if (errno != ENOENT) return errno;
    return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0 ? 0 : errno;
}

static inline void sluice_epoll_forget(int epoll, int descriptor)
{
    struct epoll_event none = {0};
    epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, &none);
}

/* Constants that are macros with a cast, which Swift does not import. */
static const int sluice_epoll_cloexec = EPOLL_CLOEXEC;
static const int sluice_eventfd_flags = EFD_CLOEXEC | EFD_NONBLOCK;
static const uint32_t sluice_epoll_in = EPOLLIN;
static const uint32_t sluice_epoll_out = EPOLLOUT;
static const uint32_t sluice_epoll_error = EPOLLERR | EPOLLHUP;
static const uint32_t sluice_epoll_once = EPOLLONESHOT;

static const curl_socket_t sluice_curl_bad_socket = CURL_SOCKET_BAD;
static const long sluice_curl_global_all = CURL_GLOBAL_ALL;

#endif
