// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks each of the libraries for one thing that Tabletalk wants of it, and ends with 1 where one does not give it.
#include <curl/curl.h> // first: winsock2.h comes before windows.h

#include <archive.h>
#include <archive_entry.h>
#include <gumbo.h>
#include <libpq-fe.h>
#include <libstemmer.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

static int failed = 0;

static void say(int works, const char *name, const char *version, const char *what)
{
    printf("%s  %s %s: %s\n", works ? "ok  " : "FAIL", name, version, what);
    failed |= !works;
}

static void trySqlite(void)
{
    sqlite3 *database = NULL;
    sqlite3_stmt *statement = NULL;
    sqlite3_open(":memory:", &database);
    sqlite3_exec(database, "CREATE VIRTUAL TABLE t USING fts5(x); INSERT INTO t VALUES ('goods may be returned')", NULL,
                 NULL, NULL);
    sqlite3_prepare_v2(database, "SELECT x FROM t WHERE t MATCH 'returned'", -1, &statement, NULL);
    say(sqlite3_step(statement) == SQLITE_ROW, "SQLite", sqlite3_libversion(), "finds words");
    sqlite3_finalize(statement);
    sqlite3_close(database);
}

static void tryOpenssl(void)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    static const unsigned char expected[] = {0xba, 0x78, 0x16, 0xbf};
    EVP_Digest("abc", 3, digest, &size, EVP_sha256(), NULL);
    SSL_CTX *context = SSL_CTX_new(TLS_method());
    say(context && size == 32 && memcmp(digest, expected, sizeof expected) == 0, "OpenSSL",
        OpenSSL_version(OPENSSL_VERSION_STRING), "digests, and makes a context of TLS");
    SSL_CTX_free(context);
}

static void tryLibpq(void)
{
    PGconn *connection = PQconnectdb("host=127.0.0.1 port=1 user=x dbname=x connect_timeout=5");
    char version[16];
    snprintf(version, sizeof version, "%d", PQlibVersion());
    say(PQisthreadsafe() && strstr(PQerrorMessage(connection), "refused") != NULL, "libpq", version,
        "is refused where no server listens");
    PQfinish(connection);
}

static void tryArchive(void)
{
    char packed[4096];
    char text[6] = "";
    size_t size = 0;
    struct archive *writer = archive_write_new();
    struct archive_entry *entry = archive_entry_new();
    archive_write_set_format_zip(writer);
    archive_write_open_memory(writer, packed, sizeof packed, &size);
    archive_entry_set_pathname(entry, "a.txt");
    archive_entry_set_size(entry, 5);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_write_header(writer, entry);
    archive_write_data(writer, "hello", 5);
    archive_write_free(writer);
    archive_entry_free(entry);

    struct archive *reader = archive_read_new();
    archive_read_support_format_zip(reader);
    archive_read_open_memory(reader, packed, size);
    if (archive_read_next_header(reader, &entry) == ARCHIVE_OK)
        archive_read_data(reader, text, 5);
    archive_read_free(reader);
    say(strcmp(text, "hello") == 0, "libarchive", ARCHIVE_VERSION_ONLY_STRING, "unpacks what it packed");
    say(1, "zlib", zlibVersion(), "is in it");
}

static void tryWords(void)
{
    struct sb_stemmer *stemmer = sb_stemmer_new("english", NULL);
    const sb_symbol *stem = sb_stemmer_stem(stemmer, (const sb_symbol *)"returned", 8);
    say(strcmp((const char *)stem, "return") == 0, "Snowball", "of English", "stems");
    sb_stemmer_delete(stemmer);

    GumboOutput *page = gumbo_parse("<p>Returns");
    say(page->root->v.element.children.length == 2, "Gumbo", "of HTML", "parses a page");
    gumbo_destroy_output(&kGumboDefaultOptions, page);
}

static void tryCurl(void)
{
    CURL *transfer = curl_easy_init();
    curl_easy_setopt(transfer, CURLOPT_URL, "https://127.0.0.1:1/");
    say(curl_easy_perform(transfer) == CURLE_COULDNT_CONNECT, "curl", curl_version(),
        "cannot connect where no server listens");
    curl_easy_cleanup(transfer);
}

int main(void)
{
    trySqlite();
    tryOpenssl();
    tryLibpq();
    tryArchive();
    tryWords();
    tryCurl();
    return failed;
}
