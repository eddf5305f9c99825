// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
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

Ran runEval(const QStringList &arguments)
{
    constexpr int patienceMs = 60'000;
    QProcess process;
    process.start(QStringLiteral(TABLETALK_BIN_DIR) + u"/tabletalk-cli"_s, QStringList{u"eval"_s} + arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished(patienceMs) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

void writeDatabase(const QString &path, const QStringList &statements)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, path);
        database.setDatabaseName(path);
        QVERIFY2(database.open(), qPrintable(database.lastError().text()));
        QSqlQuery query(database);
        for (const QString &sql : statements)
            QVERIFY2(query.exec(sql), qPrintable(query.lastError().text()));
    }
    QSqlDatabase::removeDatabase(path);
}

QByteArray line(const QString &id, const QString &database, const QString &question, const QString &gold,
                const QString &hardness)
{
    return QJsonDocument(QJsonObject{{u"id"_s, id},
                                     {u"db_id"_s, database},
                                     {u"question"_s, question},
                                     {u"gold_sql"_s, gold},
                                     {u"hardness"_s, hardness}})
               .toJson(QJsonDocument::Compact)
           + '\n';
}

} // namespace

/// How many questions are answered rightly, as the terminal program tells it.
class TestEval : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        writeDatabase(path(u"shop.sqlite"_s),
                      {u"CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT NOT NULL)"_s,
                       u"INSERT INTO customers VALUES (1, 'Ana', 'Osaka'), (2, 'Ben', 'Lima'), (3, 'Cleo', 'Lima')"_s});
        writeDatabase(path(u"library.sqlite"_s),
                      {u"CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT NOT NULL, pages INTEGER NOT NULL)"_s,
                       u"INSERT INTO books VALUES (1, 'Sea', 100), (2, 'Hill', 300)"_s});
        const QString count = u"SELECT count(*) FROM customers"_s;
        write(
            u"questions.jsonl"_s,
            line(u"right"_s, u"shop"_s, u"How many customers are there?"_s, count, u"easy"_s)
                + line(u"pages"_s, u"library"_s, u"What is the average pages of books?"_s,
                       u"SELECT avg(pages) FROM books"_s, u"medium"_s)
                + line(u"<wrong>"_s, u"shop"_s, u"How many customers in Lima?"_s, u"SELECT 77 -- unlike"_s, u"hard"_s)
                + line(u"silent"_s, u"shop"_s, u"zxqv wplk"_s, count, u"hard"_s)
                + line(u"broken"_s, u"shop"_s, u"How many customers?"_s, u"SELECT nothing FROM nowhere"_s, u"hard"_s));
    }

    void theTableCountsByHardness()
    {
        const Ran ran = runEval(questions());
        QCOMPARE(ran.exitCode, 0);
        QVERIFY(ran.err.isEmpty());
        const auto has = [&](const QString &pattern) {
            return QRegularExpression(pattern, QRegularExpression::MultilineOption)
                .match(QString::fromUtf8(ran.out))
                .hasMatch();
        };
        QVERIFY2(has(u"^easy +1 +100\\.0 +100\\.0 +100\\.0 +100\\.0"_s), ran.out.constData());
        QVERIFY2(has(u"^hard +2 +50\\.0 +50\\.0 +0\\.0 +0\\.0"_s), ran.out.constData());
        QVERIFY2(has(u"^all +4 +75\\.0 +75\\.0 +50\\.0 +50\\.0"_s), ran.out.constData());
        QVERIFY2(has(u"cannot be run here: 1"_s), ran.out.constData());
    }

    void theReportForProgramsHoldsTheFailures()
    {
        const QJsonObject report = jsonReport({});
        QCOMPARE(report[u"overall"][u"questions"].toInt(), 4);
        QCOMPARE(report[u"overall"][u"exCol"].toInt(), 2);
        QCOMPARE(report[u"leftOut"].toInt(), 1);
        QCOMPARE(report[u"byDatabase"].toArray().size(), qsizetype(2));
        const QJsonArray failures = report[u"failures"].toArray();
        QCOMPARE(failures.size(), qsizetype(2));
        QCOMPARE(failures[0][u"id"].toString(), u"<wrong>"_s);
        QVERIFY(failures[0][u"sql"].toString().contains(u"customers"_s));
        QVERIFY(failures[0][u"rankOfRight"].isNull());
        QVERIFY(failures[1][u"sql"].isNull());
        QVERIFY(!failures[1][u"problem"].toString().isEmpty());
    }

    void whatIsBlindIsNotShown()
    {
        const QJsonObject report = jsonReport({u"--blind"_s});
        QCOMPARE(report[u"overall"][u"exCol"].toInt(), 2);
        QVERIFY(report[u"failures"].toArray().isEmpty());
    }

    void thePageStandsAlone()
    {
        const QString file = path(u"report.html"_s);
        QCOMPARE(runEval(questions() + QStringList{u"--report"_s, file}).exitCode, 0);
        const QString page = read(file);
        QVERIFY(page.startsWith(u"<!DOCTYPE html>"_s));
        QVERIFY(page.contains(u"SELECT 77 -- unlike"_s) && page.contains(u"zxqv wplk"_s));
        QVERIFY2(page.contains(u"&lt;wrong&gt;"_s) && !page.contains(u"<wrong>"_s), "text is not markup");
        QVERIFY(page.contains(u"prefers-color-scheme"_s) && page.contains(u"<svg"_s));
        for (const QString &outside : {u"http:"_s, u"https:"_s, u"src="_s, u"<script"_s, u"<link"_s, u"url("_s})
            QVERIFY2(!page.contains(outside), qPrintable(outside));
    }

    void aSampleIsTheSameForItsSeed()
    {
        const QStringList three{u"--sample"_s, u"3"_s, u"--seed"_s, u"4"_s};
        const QJsonObject first = withoutTimes(jsonReport(three));
        QCOMPARE(first[u"overall"][u"questions"].toInt() + first[u"leftOut"].toInt(), 3);
        QCOMPARE(withoutTimes(jsonReport(three)), first);
    }

    void databasesCanBeChosen()
    {
        const QJsonObject report = jsonReport({u"--databases"_s, u"library"_s});
        QCOMPARE(report[u"overall"][u"questions"].toInt(), 1);
        QCOMPARE(report[u"byDatabase"][0][u"name"].toString(), u"library"_s);
    }

    void failuresHaveTheirExitCodes_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("said");
        write(u"malformed.jsonl"_s, "{\"id\": 1}\n");
        write(u"homeless.jsonl"_s, line(u"1"_s, u"nowhere"_s, u"How many?"_s, u"SELECT 1"_s, u"easy"_s));
        write(u"climbing.jsonl"_s, line(u"1"_s, u"../shop"_s, u"How many?"_s, u"SELECT 1"_s, u"easy"_s));
        QTest::newRow("no questions") << QStringList{u"--db-dir"_s, m_directory.path()} << 2 << u"--questions"_s;
        QTest::newRow("no such file") << of(u"none.jsonl"_s) << 2 << u"none.jsonl"_s;
        QTest::newRow("a malformed line") << of(u"malformed.jsonl"_s) << 2 << u"Line 1"_s;
        QTest::newRow("a missing database") << of(u"homeless.jsonl"_s) << 3 << u"nowhere.sqlite"_s;
        QTest::newRow("a path as database") << of(u"climbing.jsonl"_s) << 2 << u"not a path"_s;
        QTest::newRow("no question left")
            << QStringList(questions() + QStringList{u"--databases"_s, u"none"_s}) << 2 << u"no questions"_s;
        QTest::newRow("a model") << QStringList(questions() + QStringList{u"--translator"_s, u"some-model"_s}) << 2
                                 << u"some-model"_s;
        QTest::newRow("another report") << QStringList(questions() + QStringList{u"--report"_s, u"report.pdf"_s}) << 2
                                        << u"--report"_s;
        QTest::newRow("no sample") << QStringList(questions() + QStringList{u"--sample"_s, u"few"_s}) << 2
                                   << u"--sample"_s;
    }

    void failuresHaveTheirExitCodes()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QString, said);
        const Ran ran = runEval(arguments);
        QCOMPARE(ran.exitCode, exitCode);
        QVERIFY2(ran.out.isEmpty(), "failures belong to standard error");
        QVERIFY2(QString::fromUtf8(ran.err).contains(said), ran.err.constData());
    }

private:
    QString path(const QString &name) const { return m_directory.filePath(name); }
    QStringList of(const QString &file) const
    {
        return {u"--questions"_s, path(file), u"--db-dir"_s, m_directory.path()};
    }
    QStringList questions() const { return of(u"questions.jsonl"_s); }

    void write(const QString &name, const QByteArray &content)
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(content);
    }

    static QString read(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    QJsonObject jsonReport(const QStringList &more) const
    {
        const QString file = path(u"report.json"_s);
        QFile::remove(file);
        if (runEval(questions() + QStringList{u"--report"_s, file} + more).exitCode != 0)
            return {};
        return QJsonDocument::fromJson(read(file).toUtf8()).object();
    }

    static QJsonObject withoutTimes(QJsonObject report)
    {
        for (const QString &name : {u"askedAt"_s, u"medianMs"_s, u"p95Ms"_s})
            report.remove(name);
        return report;
    }

    QTemporaryDir m_directory;
};

static const bool registered = tabletalk::test::add<TestEval>();
#include "tst_Eval.moc"
