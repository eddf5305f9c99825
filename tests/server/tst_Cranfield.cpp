// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/WorkerPool.h"
#include "server/jobs/JobService.h"
#include "server/search/HybridSearch.h"
#include "server/search/PassageEmbedding.h"
#include "server/search/WorkspaceIndex.h"
#include "tests/support/PassageShelf.h"
#include "tests/support/People.h"
#include "tests/support/RunAwaitable.h"
#include "tests/support/TestRunner.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int judged = 10;

/// Grades by query, then by document.
using Grades = QHash<QString, QHash<QString, int>>;

std::vector<QJsonObject> linesOf(const QString &path)
{
    std::vector<QJsonObject> lines;
    QFile file(path);
    if (file.open(QIODevice::ReadOnly)) {
        while (!file.atEnd())
            lines.push_back(QJsonDocument::fromJson(file.readLine()).object());
    }
    return lines;
}

Grades gradesIn(const QString &path)
{
    Grades grades;
    QFile file(path);
    if (file.open(QIODevice::ReadOnly)) {
        while (!file.atEnd()) {
            const QList<QByteArray> fields = file.readLine().trimmed().split('\t');
            if (fields.size() == 3)
                grades[QString::fromUtf8(fields[0])][QString::fromUtf8(fields[1])] = fields[2].toInt();
        }
    }
    return grades;
}

/// Normalised discounted cumulated gain of the first ten; the gain is the grade (Järvelin and Kekäläinen, 2002).
double gain(const QStringList &found, const QHash<QString, int> &grades)
{
    double sum = 0;
    for (qsizetype i = 0; i < std::min<qsizetype>(found.size(), judged); ++i)
        sum += grades.value(found[i]) / std::log2(double(i) + 2);
    QList<int> best = grades.values();
    std::ranges::sort(best, std::ranges::greater());
    double most = 0;
    for (qsizetype i = 0; i < std::min<qsizetype>(best.size(), judged); ++i)
        most += best[i] / std::log2(double(i) + 2);
    return most > 0 ? sum / most : 0;
}

} // namespace

/// How well what is sought comes first, on the Cranfield collection: 1,400 abstracts and 225 questions whose answers
/// people graded. Skips where the collection is not at hand.
class TestCranfield : public QObject
{
    Q_OBJECT

private:
    QString m_folder;

    static DocumentId store(PassageShelf &base, const PassageShelf::Place &place, const QJsonObject &document)
    {
        return base.document(place, document[u"id"_s].toString(), {document[u"text"_s].toString()});
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_folder = QString::fromLocal8Bit(qgetenv("TABLETALK_SEARCH_DATA"));
        if (m_folder.isEmpty())
            m_folder = QStringLiteral(TABLETALK_SOURCE_DIR) + u"/../shared/data/cranfield";
        if (!QFile::exists(m_folder + u"/documents.jsonl"))
            QSKIP("there is no Cranfield collection here; TABLETALK_SEARCH_DATA may name its folder");
    }

    void meaningAddsToWords()
    {
        TestPlatform platform;
        People people(platform);
        const TenantScope scope = people.tenant(u"Ours"_s);
        const UserId owner = people.member(scope, u"owner@example.org"_s, Role::Owner);
        const PassageShelf::Place place{scope, people.workspace(scope, u"Knowledge"_s), owner};
        SearchIndexer indexer;
        PassageShelf base(platform, people, indexer);
        for (const QJsonObject &document : linesOf(m_folder + u"/documents.jsonl"))
            store(base, place, document);

        WorkerPool pool{{.name = u"search"_s, .threads = 2}};
        WorkspaceIndexes indexes(*platform.database);
        JobService jobs(*platform.database, platform.clock);
        PassageEmbedding embedding(
            {.database = *platform.database, .jobs = jobs, .indexes = indexes, .pool = pool, .clock = platform.clock});
        embedding.embedAll(scope, place.workspace, {});
        HybridSearch search({.database = *platform.database, .indexes = indexes, .pool = pool});

        const Grades grades = gradesIn(m_folder + u"/qrels.tsv"_s);
        const auto queries = linesOf(m_folder + u"/queries.jsonl"_s);
        QHash<QString, double> sums;
        for (const QJsonObject &query : queries) {
            for (const QString &mode : {u"keyword"_s, u"hybrid"_s}) {
                api::SearchRequest request;
                request.workspaceId = place.workspace;
                request.query = query[u"text"_s].toString();
                request.mode = mode;
                const auto answer = runAwaitable(search.search(scope, {owner, false}, request));
                QStringList found;
                for (const api::SearchHit &hit : answer.hits)
                    found << hit.documentName;
                sums[mode] += gain(found, grades.value(query[u"id"_s].toString())) / double(queries.size());
            }
        }
        pool.stop();
        qInfo().noquote() << "nDCG@10: keyword" << sums[u"keyword"_s] << "hybrid" << sums[u"hybrid"_s];
        QVERIFY(sums[u"hybrid"_s] > 0.40); // SQLite's own bm25() has 0.369
        QVERIFY(sums[u"hybrid"_s] > sums[u"keyword"_s] + 0.02);
    }
};

static const bool registered = tabletalk::test::add<TestCranfield>();
#include "tst_Cranfield.moc"
