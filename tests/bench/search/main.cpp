// SPDX-License-Identifier: GPL-3.0-or-later
//
// Search in invented passages: how many of the true nearest the graph of vectors gives, how fast beside hnswlib called
// directly with the same settings, how fast words are found beside SQLite's own index, and the memory of it all.
#include "core/search/BuiltInEmbedder.h"
#include "core/search/PassageIndex.h"
#include "server/search/VectorIndex.h"

// The library defines functions in its header, and the server has them already.
#define hnswlib reference_hnswlib
#define cpuid reference_cpuid
#define xgetbv reference_xgetbv
#define AVXCapable referenceAVXCapable
#define AVX512Capable referenceAVX512Capable
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#pragma GCC diagnostic ignored "-Wsign-compare"
#pragma GCC diagnostic ignored "-Wreorder"
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wunused-variable"
#include <hnswlib/hnswlib.h>
#pragma GCC diagnostic pop

#include <sqlite3.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTextStream>

#include <cmath>
#include <random>
#include <set>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

constexpr int defaultPassages = 30'000;
constexpr int queries = 300;
constexpr size_t wanted = 10;
constexpr double ofMemory = 100'000;

/// Passages about some of many topics, with words as frequent as words are.
class Writer
{
public:
    QString passage()
    {
        const int topic = int(m_random() % topics);
        const int other = int(m_random() % topics);
        QString text;
        for (int i = 0; i < wordsOfPassage; ++i) {
            const int kind = int(m_random() % 10);
            text += kind < 4 ? common() : kind < 8 ? ofTopic(topic) : ofTopic(other);
            text += u' ';
        }
        return text;
    }
    QString query()
    {
        const int topic = int(m_random() % topics);
        return QString(ofTopic(topic) + u' ' + ofTopic(topic) + u' ' + common() + u' ' + ofTopic(topic));
    }

private:
    static constexpr int topics = 400;
    static constexpr int wordsOfPassage = 90;

    /// Zipf's law: the n-th word comes 1/n as often as the first.
    int rank(double most) { return int(std::pow(most, std::uniform_real_distribution<>(0, 1)(m_random))); }
    QString common() { return u"common" + QString::number(rank(3'000)); }
    QString ofTopic(int topic) { return u"topic" + QString::number(topic) + u'x' + QString::number(rank(200)); }

    std::mt19937_64 m_random{7};
};

double megabytes()
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

template <class Work>
double perSecond(int times, const Work &work)
{
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < times; ++i)
        work(i);
    return times * 1e9 / double(std::max<qint64>(1, timer.nsecsElapsed()));
}

/// SQLite's own index and ranking of the same passages.
class Fts
{
public:
    explicit Fts(const std::vector<QString> &passages)
    {
        sqlite3_open(":memory:", &m_database);
        run("CREATE VIRTUAL TABLE f USING fts5(text, tokenize = 'porter'); BEGIN");
        sqlite3_stmt *insert = nullptr;
        sqlite3_prepare_v2(m_database, "INSERT INTO f VALUES (?)", -1, &insert, nullptr);
        for (const QString &passage : passages) {
            const QByteArray text = passage.toUtf8();
            sqlite3_bind_text(insert, 1, text.constData(), int(text.size()), SQLITE_TRANSIENT);
            sqlite3_step(insert);
            sqlite3_reset(insert);
        }
        sqlite3_finalize(insert);
        run("COMMIT");
        sqlite3_prepare_v2(m_database, "SELECT rowid FROM f WHERE f MATCH ? ORDER BY bm25(f) LIMIT 100", -1, &m_search,
                           nullptr);
    }
    ~Fts()
    {
        sqlite3_finalize(m_search);
        sqlite3_close(m_database);
    }
    Fts(const Fts &) = delete;
    Fts &operator=(const Fts &) = delete;

    int search(const QString &query)
    {
        const QByteArray match = query.split(u' ').join(u" OR "_s).toUtf8();
        sqlite3_bind_text(m_search, 1, match.constData(), int(match.size()), SQLITE_TRANSIENT);
        int found = 0;
        while (sqlite3_step(m_search) == SQLITE_ROW)
            ++found;
        sqlite3_reset(m_search);
        return found;
    }

private:
    void run(const char *sql) { sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr); }
    sqlite3 *m_database = nullptr;
    sqlite3_stmt *m_search = nullptr;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int count = argc > 1 ? QByteArray(argv[1]).toInt() : defaultPassages;
    Writer writer;
    std::vector<QString> passages;
    for (int i = 0; i < count; ++i)
        passages.push_back(writer.passage());
    std::vector<search::TermCounts> counts;
    QElapsedTimer timer;
    timer.start();
    for (const QString &passage : passages)
        counts.push_back(search::countTerms({}, {}, passage, u"en"));
    const double countingSeconds = double(timer.elapsed()) / 1000;

    const double before = megabytes();
    search::PassageIndex words;
    for (int i = 0; i < count; ++i)
        words.add(i + 1, counts[size_t(i)]);
    const double wordMemory = megabytes() - before;
    timer.start();
    const auto embedder = search::BuiltInEmbedder::learn(words);
    if (!embedder)
        return 1;
    const double learning = double(timer.elapsed()) / 1000;

    VectorIndex list(embedder->dimensions());
    timer.start();
    for (int i = 0; i < count; ++i)
        list.add(i + 1, embedder->embed(counts[size_t(i)], search::BuiltInEmbedder::Unknown::Skipped));
    const double embedding = double(timer.elapsed()) / 1000;
    timer.start();
    const auto graph = list.asGraph();
    const double making = double(timer.elapsed()) / 1000;
    const double vectorMemory = double(graph->bytes()) / 1024 / 1024;

    hnswlib::InnerProductSpace space(size_t(embedder->dimensions()));
    hnswlib::HierarchicalNSW<float> raw(&space, size_t(count), 16, 200, 100);
    for (int i = 0; i < count; ++i)
        raw.addPoint(list.vectorOf(i + 1)->data(), size_t(i + 1));
    raw.setEf(128);

    std::vector<std::vector<float>> vectors;
    std::vector<std::vector<search::SoughtWord>> sought;
    std::vector<QString> texts;
    for (int i = 0; i < queries; ++i) {
        texts.push_back(writer.query());
        const auto query = search::countTerms({}, {}, texts.back(), u"en");
        vectors.push_back(embedder->embed(query, search::BuiltInEmbedder::Unknown::Skipped));
        std::vector<search::SoughtWord> one;
        for (const auto &term : query.terms)
            one.push_back({{term.term}, 1.0});
        sought.push_back(std::move(one));
    }
    double recalled = 0;
    for (const auto &vector : vectors) {
        std::set<qint64> exact;
        for (const auto &each : list.nearestExactly(vector, wanted))
            exact.insert(each.label);
        for (const auto &each : graph->nearest(vector, wanted))
            recalled += exact.contains(each.label) ? 1 : 0;
    }
    double ours = 0;
    double theirs = 0;
    for (int round = 0; round < 5; ++round) { // in turn, so that a busy machine is busy for both
        ours += perSecond(queries, [&](int i) { graph->nearest(vectors[size_t(i)], wanted); }) / 5;
        theirs += perSecond(queries, [&](int i) { raw.searchKnn(vectors[size_t(i)].data(), wanted); }) / 5;
    }
    const double exactly = perSecond(queries, [&](int i) { list.nearestExactly(vectors[size_t(i)], wanted); });
    const double byWords = perSecond(queries, [&](int i) { words.search(sought[size_t(i)], 100); });
    Fts fts(passages);
    const double byFts = perSecond(queries, [&](int i) { fts.search(texts[size_t(i)]); });

    QTextStream out(stdout);
    const double scale = ofMemory / count;
    out << "{\"passages\": " << count << ", \"recall\": " << recalled / double(queries * wanted)
        << ", \"queriesPerSecond\": " << ours << ", \"rawPerSecond\": " << theirs << ", \"exactPerSecond\": " << exactly
        << ", \"wordsPerSecond\": " << byWords << ", \"ftsPerSecond\": " << byFts
        << ", \"countingPerSecond\": " << count / std::max(0.001, countingSeconds)
        << ", \"learningSeconds\": " << learning << ", \"embeddingPerSecond\": " << count / std::max(0.001, embedding)
        << ", \"graphSeconds\": " << making << ", \"wordMegabytes\": " << wordMemory * scale
        << ", \"vectorMegabytes\": " << vectorMemory * scale
        << ", \"wordMegabytesCounted\": " << double(words.bytes()) / 1024 / 1024 * scale << "}\n";
    return 0;
}
