// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Uuid7.h"
#include "server/search/VectorFiles.h"
#include "tests/support/TestRunner.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <random>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

constexpr int dimensions = 24;
constexpr int count = 600;
constexpr auto writerVariable = "TABLETALK_TEST_WRITES_GRAPHS";

std::vector<float> invented(std::mt19937 &random)
{
    std::normal_distribution<float> normal;
    std::vector<float> vector(dimensions);
    double square = 0;
    for (float &each : vector) {
        each = normal(random);
        square += double(each) * each;
    }
    for (float &each : vector)
        each = float(each / std::sqrt(square));
    return vector;
}

/// Labels from 1; every run the same.
std::unique_ptr<VectorIndex> listOf(int passages)
{
    std::mt19937 random(11);
    auto list = std::make_unique<VectorIndex>(dimensions);
    for (int label = 1; label <= passages; ++label)
        list->add(label, invented(random));
    return list;
}

VectorFiles::Place placeIn(const QString &text)
{
    const auto id = QUuid::fromString(text);
    return {TenantId(id), WorkspaceId(id)};
}

const VectorFiles::Place here = placeIn(u"0190b5a0-0000-7000-8000-000000000001"_s);
constexpr VectorFiles::Head head{3, dimensions, count};

QStringList graphsIn(const QString &folder)
{
    const QDir place(QString(folder + u'/' + here.tenant.toString() + u'/' + here.workspace.toString()));
    return place.entryList({u"*.hnsw"_s}, QDir::Files);
}

QString onlyFile(const QString &folder, const QString &name)
{
    return QString(folder + u'/' + here.tenant.toString() + u'/' + here.workspace.toString() + u'/' + name);
}

} // namespace

/// Graphs of vectors: what they find, and their files, whenever the process is killed.
class TestVectorFiles : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;

private Q_SLOTS:
    /// The process that is killed below does nothing but write, over and over.
    void initTestCase()
    {
        const QString folder = QString::fromLocal8Bit(qgetenv(writerVariable));
        if (folder.isEmpty())
            return;
        const auto graph = listOf(count)->asGraph();
        const VectorFiles files(folder);
        for (;;)
            files.write(here, head, *graph);
    }

    void aGraphFindsWhatComparingAllFinds()
    {
        const auto list = listOf(count);
        const auto graph = list->asGraph();
        QVERIFY(graph->isGraph() && !list->isGraph());
        std::mt19937 random(5);
        int same = 0;
        for (int query = 0; query < 50; ++query) {
            const auto vector = invented(random);
            const auto exact = list->nearest(vector, 10);
            const auto found = graph->nearest(vector, 10);
            QCOMPARE(found.size(), size_t{10});
            for (const auto &each : exact)
                same += std::ranges::any_of(found, [&](const auto &one) { return one.label == each.label; }) ? 1 : 0;
        }
        QVERIFY2(same >= 485, qPrintable(QString::number(same))); // of 500
    }

    void whatIsRemovedIsNotFoundAndGoesWhenItIsListed()
    {
        const auto graph = listOf(count)->asGraph();
        const auto vector = *graph->vectorOf(7);
        QCOMPARE(graph->nearest(vector, 1).front().label, 7);
        graph->remove(7);
        graph->remove(7);
        QVERIFY(!graph->contains(7));
        QVERIFY(graph->nearest(vector, 1).front().label != 7);
        QCOMPARE(graph->size(), count - 1);
        QCOMPARE(graph->removed(), 1);
        const auto list = graph->asList();
        QCOMPARE(list->size(), count - 1);
        QCOMPARE(list->removed(), 0);
        const auto again = list->asGraph();
        QCOMPARE(again->size(), count - 1);
        QVERIFY(again->bytes() > 0);
    }

    void onlyWhatMayCountIsFound()
    {
        const auto graph = listOf(count)->asGraph();
        const auto found = graph->nearest(*graph->vectorOf(7), 5, [](qint64 label) { return label > 590; });
        QCOMPARE(found.size(), size_t{5});
        QVERIFY(std::ranges::all_of(found, [](const auto &each) { return each.label > 590; }));
    }

    void vectorsOfAnotherSizeAreLeftOut()
    {
        VectorIndex list(dimensions);
        list.add(1, {1.0F});
        QCOMPARE(list.size(), 0);
        QVERIFY(list.nearest({1.0F}, 3).empty());
    }

    void aFileGivesTheGraphBack()
    {
        const VectorFiles files(m_dir.filePath(u"kept"_s));
        auto graph = listOf(count)->asGraph();
        graph->remove(9);
        QVERIFY(files.write(here, head, *graph));
        const auto kept = files.read(here, head.generation);
        QVERIFY(kept);
        QCOMPARE(kept->head.until, head.until);
        QCOMPARE(kept->vectors->labels(), graph->labels());
        QVERIFY(!kept->vectors->contains(9));
        const auto vector = *graph->vectorOf(30);
        QCOMPARE(kept->vectors->nearest(vector, 1).front().label, 30);
        kept->vectors->add(count + 1, vector); // it goes on growing
        QCOMPARE(kept->vectors->size(), count);
        QVERIFY(!files.read(here, head.generation + 1));
        files.removeAll(here.tenant);
        QVERIFY(!files.read(here, head.generation));
    }

    void aFileThatWasChangedIsNotUsed()
    {
        const QString folder = m_dir.filePath(u"changed"_s);
        const VectorFiles files(folder);
        QVERIFY(files.write(here, head, *listOf(count)->asGraph()));
        const QStringList names = graphsIn(folder);
        QCOMPARE(names.size(), 1);
        QFile file(onlyFile(folder, names.first()));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(file.size() / 2));
        file.write("changed");
        file.close();
        QVERIFY(!files.read(here, head.generation));
        QVERIFY(files.write(here, head, *listOf(count)->asGraph()));
        QVERIFY(files.read(here, head.generation));
        QFile::resize(onlyFile(folder, graphsIn(folder).first()), 1000);
        QVERIFY(!files.read(here, head.generation));
    }

    /// In whatever moment of writing: what is read afterwards is whole, with each vector once.
    void aProcessThatIsKilledWhileItWritesLosesAndDoublesNothing()
    {
        const QString folder = m_dir.filePath(u"killed"_s);
        const VectorFiles files(folder);
        QVERIFY(files.write(here, head, *listOf(count)->asGraph()));
        const auto expected = listOf(count)->labels();
        int cutOff = 0;
        for (int round = 0; round < 8; ++round) {
            QProcess writer;
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert(QString::fromLatin1(writerVariable), folder);
            writer.setProcessEnvironment(environment);
            writer.start(QCoreApplication::applicationFilePath(), {u"--class"_s, u"TestVectorFiles"_s});
            QVERIFY(writer.waitForStarted());
            const QStringList before = graphsIn(folder);
            // A graph is being written when one more is there than the head names. It may be there no more at the next
            // look.
            bool wasWriting = false;
            const auto isWriting = [&] {
                const QStringList now = graphsIn(folder);
                return wasWriting = wasWriting || (now.size() > 1 && now != before);
            };
            QTRY_VERIFY_WITH_TIMEOUT(isWriting(), 60'000);
            writer.kill();
            QVERIFY(writer.waitForFinished());
            cutOff += graphsIn(folder).size() > 1 ? 1 : 0;
            const auto kept = files.read(here, head.generation);
            QVERIFY(kept);
            QCOMPARE(kept->vectors->labels(), expected);
            QCOMPARE(graphsIn(folder).size(), 1); // what was left is swept away
        }
        QVERIFY(cutOff > 0);
    }
};

static const bool registered = tabletalk::test::add<TestVectorFiles>();
#include "tst_VectorFiles.moc"
