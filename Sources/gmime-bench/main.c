/* The peer of `sluice-bench mime`: the same work by GMime 3, in a process of its own.
 *
 * gmime-bench LIST   reads the messages whose paths LIST holds, one a line, into memory and prints "ready N";
 *                    for each line on standard input it then works through all of them once and prints
 *                    "CPU-NANOSECONDS TEXT-BYTES ATTACHMENT-BYTES". Built by `make bench` alone.
 */
#include <gmime/gmime.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
    char *bytes;
    size_t count;
} Octets;

typedef struct {
    size_t text;
    size_t attachments;
} Totals;

static long long cpu_nanoseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static Octets read_file(const char *path)
{
    Octets result = {NULL, 0};
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fprintf(stderr, "gmime-bench: cannot read %s\n", path);
        exit(1);
    }
    fseek(file, 0, SEEK_END);
    result.count = (size_t)ftell(file);
    rewind(file);
    result.bytes = malloc(result.count + 1);
    if (result.bytes == NULL || fread(result.bytes, 1, result.count, file) != result.count) exit(1);
    fclose(file);
    return result;
}

static void decode_part(GMimeObject *parent, GMimeObject *part, gpointer data)
{
    Totals *totals = data;
    (void)parent;
    if (GMIME_IS_MESSAGE_PART(part)) {
        GMimeMessage *nested = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part));
        if (nested != NULL) g_mime_message_foreach(nested, decode_part, data);
        return;
    }
    if (!GMIME_IS_PART(part)) return;
    if (GMIME_IS_TEXT_PART(part)) {
        char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
        if (text != NULL) totals->text += strlen(text);
        g_free(text);
        return;
    }
    GMimeDataWrapper *content = g_mime_part_get_content(GMIME_PART(part));
    if (content == NULL) return;
    GMimeStream *memory = g_mime_stream_mem_new();
    ssize_t written = g_mime_data_wrapper_write_to_stream(content, memory);
    if (written > 0) totals->attachments += (size_t)written;
    g_object_unref(memory);
}

static void read_message(Octets octets, Totals *totals, size_t *checksum)
{
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(octets.bytes, octets.count);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    g_object_unref(parser);
    g_object_unref(stream);
    if (message == NULL) return;
    const char *subject = g_mime_message_get_subject(message);
    if (subject != NULL) *checksum += strlen(subject);
    InternetAddressList *from = g_mime_message_get_from(message);
    InternetAddressList *to = g_mime_message_get_to(message);
    *checksum += (size_t)internet_address_list_length(from) + (size_t)internet_address_list_length(to);
    GDateTime *date = g_mime_message_get_date(message);
    if (date != NULL) *checksum += (size_t)g_date_time_to_unix(date);
    const char *names[] = {"Message-ID", "In-Reply-To", "References"};
    for (int index = 0; index < 3; index++) {
        const char *value = g_mime_object_get_header(GMIME_OBJECT(message), names[index]);
        if (value == NULL) continue;
        GMimeReferences *ids = g_mime_references_parse(NULL, value);
        *checksum += (size_t)g_mime_references_length(ids);
        g_mime_references_free(ids);
    }
    g_mime_message_foreach(message, decode_part, totals);
    g_object_unref(message);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "gmime-bench: give one file that lists the paths of messages\n");
        return 2;
    }
    FILE *list = fopen(argv[1], "r");
    if (list == NULL) {
        fprintf(stderr, "gmime-bench: cannot read %s\n", argv[1]);
        return 1;
    }
    size_t count = 0, room = 1024;
    Octets *messages = malloc(room * sizeof *messages);
    char line[4096];
    while (fgets(line, sizeof line, list) != NULL) {
        line[strcspn(line, "\n")] = 0;
        if (count == room) messages = realloc(messages, (room *= 2) * sizeof *messages);
        messages[count++] = read_file(line);
    }
    fclose(list);
    g_mime_init();
    printf("ready %zu\n", count);
    fflush(stdout);
    while (fgets(line, sizeof line, stdin) != NULL) {
        Totals totals = {0, 0};
        size_t checksum = 0;
        long long start = cpu_nanoseconds();
        for (size_t index = 0; index < count; index++) read_message(messages[index], &totals, &checksum);
        long long used = cpu_nanoseconds() - start;
        printf("%lld %zu %zu\n", used, totals.text, totals.attachments);
        fflush(stdout);
        if (checksum == (size_t)-1) return 3; /* keeps the results in use */
    }
    return 0;
}
