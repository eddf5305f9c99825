// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/programs/ShopDatabase.h"
#include "tests/support/TestRunner.h"
#include "tests/support/Workbook.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Ran
{
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
};

Ran runCli(const QStringList &arguments, const QByteArray &input = {})
{
    constexpr int patienceMs = 60'000;
    QProcess process;
    process.start(QStringLiteral(TABLETALK_BIN_DIR) + u"/tabletalk-cli"_s, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(patienceMs) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace

class TestCli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { tabletalk::test::writeShop(shop()); }

    void aQuestionIsAnsweredWithNoServer()
    {
        const Ran ran =
            runCli({u"ask"_s, u"--db"_s, shop(), u"--format"_s, u"json"_s, u"How many customers are there?"_s});
        QCOMPARE(ran.exitCode, 0);
        const QJsonObject answer = QJsonDocument::fromJson(ran.out).object();
        QCOMPARE(answer[u"rows"].toArray(), (QJsonArray{QJsonArray{3}}));
        QVERIFY(answer[u"sql"].toString().contains(u"customers"_s));
        QVERIFY(!answer[u"text"].toString().isEmpty());
    }

    void aVocabularyFileGivesQuestionsTheirWords()
    {
        const QString path = m_directory.filePath(u"words.json"_s);
        const auto write = [&](const QByteArray &text) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write(text);
        };
        const QStringList arguments{u"ask"_s, u"--db"_s,         shop(), u"--format"_s,
                                    u"csv"_s, u"--vocabulary"_s, path,   u"What is the takings per town?"_s};
        write(R"({"format": "tabletalk-vocabulary", "version": 1,
                  "synonyms": [{"phrase": "town", "means": {"table": "customers", "column": "city"}},
                               {"phrase": "ghost", "means": {"table": "ghosts"}}],
                  "metrics": [{"name": "takings", "aggregate": "sum", "of": {"table": "orders", "column": "total"}}]})");
        const Ran ran = runCli(arguments);
        QCOMPARE(ran.exitCode, 0);
        QVERIFY2(ran.out.contains("Lima,70") && ran.out.contains("Osaka,30"), ran.out.constData());
        QVERIFY(ran.err.contains("ghosts")); // said, and left out
        write("{}");
        const Ran damaged = runCli(arguments);
        QCOMPARE(damaged.exitCode, 2);
        QVERIFY(damaged.out.isEmpty() && damaged.err.contains("file.format"));
    }

    void hintsOfABatchLineAreItsVocabulary()
    {
        const QByteArray line =
            QJsonDocument(QJsonObject{{u"id"_s, 1},
                                      {u"db"_s, shop()},
                                      {u"question"_s, u"What is the takings?"_s},
                                      {u"hints"_s, u"takings = sum of total of orders. Nonsense!"_s}})
                .toJson(QJsonDocument::Compact);
        const Ran ran = runCli({u"ask"_s, u"--batch"_s}, line + '\n');
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(QJsonDocument::fromJson(ran.out).object()[u"sql"].toString(),
                 u"SELECT SUM(total) AS takings FROM orders"_s);
    }

    void aValueFindsItsColumn()
    {
        const Ran ran =
            runCli({u"ask"_s, u"--db"_s, shop(), u"--format"_s, u"csv"_s, u"How many customers in Lima?"_s});
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.out.split('\n').value(1), QByteArray("2"));
    }

    void aWorkbookGoesToAFile()
    {
        const Ran ran = runCli({u"run"_s, u"--db"_s, shop(), u"--format"_s, u"xlsx"_s, u"--sql"_s,
                                u"SELECT name, city FROM customers ORDER BY id"_s});
        QCOMPARE(ran.exitCode, 0);
        const auto book = tabletalk::test::Workbook::read(ran.out);
        QCOMPARE(book.problems, QStringList());
        QCOMPARE(book.value(u"B1"_s), u"city"_s);
        QCOMPARE(book.value(u"A4"_s), u"Cleo"_s);
    }

    void rowsBecomeStatementsThatTheDatabaseTakes()
    {
        const Ran ran = runCli({u"ask"_s, u"--db"_s, shop(), u"--format"_s, u"insert"_s, u"Name of customers"_s});
        QCOMPARE(ran.exitCode, 0);
        QVERIFY2(ran.out.startsWith("INSERT INTO \"answer\" (\"name\") VALUES\n  ('Ana'),"), ran.out.constData());
        QVERIFY(ran.out.endsWith(";\n"));
    }

    void aQuestionGoesOnWithThoseAskedBefore()
    {
        const Ran ran = runCli({u"ask"_s, u"--db"_s, shop(), u"--format"_s, u"csv"_s, u"--after"_s,
                                u"How many customers in Osaka?"_s, u"And in Lima?"_s});
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.out.split('\n').value(1), QByteArray("2"));
    }

    void everyStepIsExplained()
    {
        const Ran ran = runCli({u"ask"_s, u"--db"_s, shop(), u"--explain"_s, u"How many customers in Lima?"_s});
        QCOMPARE(ran.exitCode, 0);
        for (const char *heading : {"Words\n", "\nLinks", "\nItems", "\nMeaning", "\nPlan", "\nCandidates",
                                    "\nWhy the first one", "\nExecution"})
            QVERIFY2(ran.err.contains(heading), heading);
        QVERIFY(ran.err.contains("the first candidate answered"));
        QVERIFY(!ran.out.contains("Words\n")); // rows stand alone on standard output
    }

    void theTableFormatShowsSentenceAndSql()
    {
        const Ran ran = runCli(
            {u"run"_s, u"--db"_s, u"sqlite://"_s + shop(), u"--sql"_s, u"SELECT name FROM customers ORDER BY name"_s});
        QCOMPARE(ran.exitCode, 0);
        QVERIFY(ran.out.contains("Ana"));
        QVERIFY(ran.out.contains("SQL: SELECT name FROM customers ORDER BY name"));
    }

    void readOnlyIsProvedLayerByLayer()
    {
        const Ran ran = runCli({u"prove"_s, u"--db"_s, shop()});
        QCOMPARE(ran.exitCode, 0);
        QVERIFY(ran.out.contains("1. ") && ran.out.contains("4. "));
        QVERIFY(ran.out.contains("Nothing can be changed"));
        const Ran json = runCli({u"prove"_s, u"--db"_s, shop(), u"--json"_s});
        QCOMPARE(json.exitCode, 0);
        const QJsonObject proof = QJsonDocument::fromJson(json.out).object();
        QVERIFY(proof[u"proved"].toBool());
        QCOMPARE(proof[u"layers"].toArray().size(), 4);
    }

    void failuresHaveTheirExitCodes_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        const QString db = u"--db"_s;
        QTest::newRow("no command") << QStringList() << 2;
        QTest::newRow("unknown command") << QStringList{u"dance"_s} << 2;
        QTest::newRow("unknown option") << QStringList{u"ask"_s, u"--loud"_s} << 2;
        QTest::newRow("unknown format") << QStringList{u"ask"_s, db, shop(), u"--format"_s, u"xml"_s, u"x"_s} << 2;
        QTest::newRow("no database") << QStringList{u"ask"_s, u"How many?"_s} << 2;
        QTest::newRow("missing file") << QStringList{u"ask"_s, db, m_directory.filePath(u"none.sqlite"_s),
                                                     u"How many?"_s}
                                      << 3;
        QTest::newRow("no database file") << QStringList{u"ask"_s, db, textFile(), u"How many?"_s} << 3;
        QTest::newRow("unreachable host")
            << QStringList{u"ask"_s, db, u"postgresql://u:p@127.0.0.1:1/x"_s, u"How many?"_s} << 3;
        QTest::newRow("nothing to prove") << QStringList{u"prove"_s, db, u"postgresql://u:p@127.0.0.1:1/x"_s} << 3;
        QTest::newRow("empty question") << QStringList{u"ask"_s, db, shop(), u""_s} << 4;
        QTest::newRow("nonsense") << QStringList{u"ask"_s, db, shop(), u"zxqv wplk"_s} << 4;
        QTest::newRow("writing") << QStringList{u"run"_s, db, shop(), u"--sql"_s, u"DELETE FROM orders"_s} << 5;
        QTest::newRow("two statements") << QStringList{u"run"_s, db, shop(), u"--sql"_s, u"SELECT 1; SELECT 2"_s} << 5;
        QTest::newRow("no such table") << QStringList{u"run"_s, db, shop(), u"--sql"_s, u"SELECT * FROM nothing"_s}
                                       << 6;
    }

    void failuresHaveTheirExitCodes()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        const Ran ran = runCli(arguments);
        QCOMPARE(ran.exitCode, exitCode);
        QVERIFY2(ran.out.isEmpty(), "failures belong to standard error");
        QVERIFY(!ran.err.isEmpty());
    }

    void aBatchAnswersEveryLineInOrder()
    {
        const auto line = [](const QJsonValue &id, const QString &db, const QString &question) -> QByteArray {
            const QJsonObject request{{u"id"_s, id}, {u"db"_s, db}, {u"question"_s, question}};
            return QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n';
        };
        const QByteArray input = line(u"1"_s, shop(), u"How many orders are there?"_s) + "not json\n"
                                 + line(u"3"_s, u"/none.sqlite"_s, u"How many?"_s)
                                 + line(4, shop(), u"What is the average total of orders?"_s);
        const Ran ran = runCli({u"ask"_s, u"--batch"_s}, input);
        QCOMPARE(ran.exitCode, 0);
        const auto lines = ran.out.trimmed().split('\n');
        QCOMPARE(lines.size(), qsizetype(4));
        const auto reply = [&](qsizetype i) { return QJsonDocument::fromJson(lines[i]).object(); };
        QCOMPARE(reply(0)[u"id"].toString(), u"1"_s);
        QVERIFY(reply(0)[u"sql"].toString().contains(u"orders"_s));
        QVERIFY(reply(0)[u"confidence"].isDouble());
        QVERIFY(reply(0)[u"ms"].isDouble());
        QCOMPARE(reply(1)[u"problem"][u"code"].toString(), u"malformed_json"_s);
        QCOMPARE(reply(2)[u"problem"][u"code"].toString(), u"cannot_connect"_s);
        QVERIFY(reply(2)[u"sql"].isNull());
        QCOMPARE(reply(3)[u"id"].toInt(), 4);
        QVERIFY(reply(3)[u"sql"].toString().contains(u"avg"_s, Qt::CaseInsensitive));
    }

    void thePolicyOfTheComputerIsSaid()
    {
        const Ran ran = runCli({u"policy"_s});
        const bool isThere = QFile::exists(u"/etc/tabletalk/policy.json"_s);
        QVERIFY(isThere || ran.exitCode == 0);
        QVERIFY2(ran.out.startsWith(isThere ? "/etc/tabletalk/policy.json" : "Nothing is set"), ran.out.constData());
        QCOMPARE(runCli({u"policy"_s, u"other"_s}).exitCode, 2);
    }

    void onboardingSaysWhatWasUnderstood()
    {
        const Ran ran = runCli({u"onboard"_s, u"--db"_s, shop(), u"--json"_s});
        QCOMPARE(ran.exitCode, 0);
        const QJsonObject report = QJsonDocument::fromJson(ran.out).object();
        QCOMPARE(report[u"tables"].toArray().size(), qsizetype(2));
        QVERIFY(!report[u"examples"].toArray().isEmpty());
    }

private:
    QString shop() const { return m_directory.filePath(u"shop.sqlite"_s); }
    QString textFile() const
    {
        QFile file(m_directory.filePath(u"notes.txt"_s));
        if (file.open(QIODevice::WriteOnly))
            file.write(QByteArray(5000, 'x'));
        return file.fileName();
    }

    QTemporaryDir m_directory;
};

static const bool registered = tabletalk::test::add<TestCli>();
#include "tst_Cli.moc"
