// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/samples/SampleDatabase.h"
#include "tests/support/TestRunner.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QSet>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QTemporaryDir>
#include <QTest>

using namespace tabletalk;
using namespace Qt::StringLiterals;

namespace {

QStringList textColumn(const QSqlDatabase &database, const QString &sql)
{
    QStringList found;
    QSqlQuery query(database);
    if (!query.exec(sql))
        qWarning("%s: %s", qPrintable(sql), qPrintable(query.lastError().text()));
    while (query.next())
        found << query.value(0).toString();
    return found;
}

qint64 number(const QSqlDatabase &database, const QString &sql)
{
    const QStringList found = textColumn(database, sql);
    return found.isEmpty() ? -1 : found.first().toLongLong();
}

QStringList tablesOf(const QSqlDatabase &database)
{
    return textColumn(database, u"SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"_s);
}

/// Every table's declaration and every value of every row.
QByteArray dumpHash(const QSqlDatabase &database)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &sql :
         textColumn(database, u"SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"_s))
        hash.addData(sql.toUtf8());
    for (const QString &table : tablesOf(database)) {
        QSqlQuery query(database);
        query.setForwardOnly(true);
        query.exec(u"SELECT * FROM %1 ORDER BY 1, 2"_s.arg(table));
        const int columns = query.record().count();
        while (query.next()) {
            for (int column = 0; column < columns; ++column) {
                hash.addData(query.isNull(column) ? QByteArrayLiteral("-") : query.value(column).toString().toUtf8());
                hash.addData(QByteArrayLiteral("\n"));
            }
        }
    }
    return hash.result().toHex();
}

} // namespace

class TestSampleDatabase : public QObject
{
    Q_OBJECT

    QTemporaryDir m_directory;

    QString pathOf(const QString &name) const { return m_directory.filePath(name + u".sqlite"_s); }

    static QSqlDatabase open(const QString &path)
    {
        if (QSqlDatabase::contains(path))
            return QSqlDatabase::database(path);
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, path);
        database.setDatabaseName(path);
        database.setConnectOptions(u"QSQLITE_OPEN_READONLY"_s);
        database.open();
        return database;
    }

    static void eachSample()
    {
        QTest::addColumn<int>("which");
        for (const SampleInfo &info : samples())
            QTest::newRow(qPrintable(info.key)) << static_cast<int>(info.sample);
    }

    static SampleInfo infoOf(int which) { return samples().at(static_cast<size_t>(which)); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_directory.isValid());
        for (const SampleInfo &info : samples()) {
            const Result<void> written = writeSample(info.sample, pathOf(info.key));
            QVERIFY2(written.has_value(), written ? "" : qPrintable(written.error().detail));
        }
    }

    void cleanupTestCase()
    {
        for (const QString &name : QSqlDatabase::connectionNames())
            QSqlDatabase::removeDatabase(name);
    }

    void everySampleIsDescribedAndHasFiveQuestions()
    {
        QCOMPARE(samples().size(), size_t(4));
        QSet<QString> keys;
        for (const SampleInfo &info : samples()) {
            keys.insert(info.key);
            QVERIFY(!info.title.isEmpty());
            QVERIFY(!info.description.isEmpty());
            QCOMPARE(info.questions.size(), size_t(5));
            for (const QString &question : info.questions)
                QVERIFY(question.size() > 15);
            QCOMPARE(sampleFromKey(info.key), std::optional(info.sample));
        }
        QCOMPARE(keys.size(), 4);
        QVERIFY(!sampleFromKey(u"circus"));
    }

    void aSampleHasTenToTwentyTablesOfHonestSize_data() { eachSample(); }
    void aSampleHasTenToTwentyTablesOfHonestSize()
    {
        QFETCH(int, which);
        const QSqlDatabase database = open(pathOf(infoOf(which).key));
        const QStringList tables = tablesOf(database);
        QVERIFY2(tables.size() >= 10 && tables.size() <= 20, qPrintable(tables.join(u' ')));
        qint64 largest = 0;
        qint64 total = 0;
        for (const QString &table : tables) {
            const qint64 rows = number(database, u"SELECT COUNT(*) FROM %1"_s.arg(table));
            QVERIFY2(rows >= 3, qPrintable(table));
            largest = std::max(largest, rows);
            total += rows;
        }
        QVERIFY2(largest >= 10'000 && largest <= 200'000, qPrintable(QString::number(largest)));
        QVERIFY2(total >= 50'000, qPrintable(QString::number(total)));
        const qint64 bytes = QFileInfo(pathOf(infoOf(which).key)).size();
        QVERIFY2(bytes < 8 * 1024 * 1024, qPrintable(QString::number(bytes)));
    }

    void everyForeignKeyFindsItsRow_data() { eachSample(); }
    void everyForeignKeyFindsItsRow()
    {
        QFETCH(int, which);
        const QSqlDatabase database = open(pathOf(infoOf(which).key));
        QCOMPARE(textColumn(database, u"PRAGMA foreign_key_check"_s), QStringList());
        QCOMPARE(textColumn(database, u"PRAGMA integrity_check"_s), QStringList(u"ok"_s));
        qint64 keys = 0;
        for (const QString &table : tablesOf(database))
            keys += number(database, u"SELECT COUNT(*) FROM pragma_foreign_key_list('%1')"_s.arg(table));
        QVERIFY2(keys >= 12, qPrintable(QString::number(keys)));
    }

    void datesAreDatesAndEndInJune2026_data() { eachSample(); }
    void datesAreDatesAndEndInJune2026()
    {
        QFETCH(int, which);
        const QSqlDatabase database = open(pathOf(infoOf(which).key));
        QString latest;
        for (const QString &table : tablesOf(database)) {
            for (const QString &column :
                 textColumn(database, u"SELECT name FROM pragma_table_info('%1') WHERE type = 'DATE'"_s.arg(table))) {
                QCOMPARE(
                    number(
                        database,
                        u"SELECT COUNT(*) FROM %1 WHERE %2 NOT GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'"_s.arg(
                            table, column)),
                    qint64(0));
                if (column != u"due_on" && column != u"ends_on") // those may lie ahead
                    latest =
                        std::max(latest, textColumn(database, u"SELECT MAX(%2) FROM %1"_s.arg(table, column)).value(0));
            }
        }
        QVERIFY2(latest >= u"2026-06-20" && latest <= u"2026-06-30", qPrintable(latest));
    }

    void theSameRowsComeOutEachTime_data() { eachSample(); }
    void theSameRowsComeOutEachTime()
    {
        QFETCH(int, which);
        const SampleInfo info = infoOf(which);
        const QString again = pathOf(info.key + u"-again"_s);
        QVERIFY(writeSample(info.sample, again));
        QCOMPARE(dumpHash(open(again)), dumpHash(open(pathOf(info.key))));
    }

    void valuesThatQuestionsNameAreThere_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("sql");
        QTest::newRow("active students") << u"university"_s
                                         << u"SELECT COUNT(*) FROM students WHERE status = 'active'"_s;
        QTest::newRow("courses of physics")
            << u"university"_s
            << u"SELECT COUNT(*) FROM courses JOIN departments USING (department_id) WHERE departments.name = 'Physics'"_s;
        QTest::newRow("doctors in cardiology")
            << u"hospital"_s
            << u"SELECT COUNT(*) FROM doctors JOIN departments USING (department_id) WHERE departments.name = 'Cardiology'"_s;
        QTest::newRow("completed orders") << u"retail"_s << u"SELECT COUNT(*) FROM orders WHERE status = 'completed'"_s;
        QTest::newRow("toys")
            << u"retail"_s
            << u"SELECT COUNT(*) FROM products JOIN categories USING (category_id) WHERE categories.name = 'Toys'"_s;
        QTest::newRow("lines in Brno")
            << u"factory"_s
            << u"SELECT COUNT(*) FROM production_lines JOIN plants USING (plant_id) WHERE plants.name = 'Brno Plant'"_s;
    }
    void valuesThatQuestionsNameAreThere()
    {
        QFETCH(QString, key);
        QFETCH(QString, sql);
        QVERIFY(number(open(pathOf(key)), sql) > 1);
    }

    void everyMonthOf2025HasFigures_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("column");
        QTest::newRow("tuition") << u"university"_s << u"enrollments"_s << u"enrolled_on"_s;
        QTest::newRow("admissions") << u"hospital"_s << u"admissions"_s << u"admitted_on"_s;
        QTest::newRow("orders") << u"retail"_s << u"orders"_s << u"order_date"_s;
        QTest::newRow("shipments") << u"factory"_s << u"shipments"_s << u"shipped_on"_s;
    }
    void everyMonthOf2025HasFigures()
    {
        QFETCH(QString, key);
        QFETCH(QString, table);
        QFETCH(QString, column);
        const QString months = u"SELECT COUNT(DISTINCT strftime('%m', %2)) FROM %1 WHERE %2 LIKE '2025%'"_s;
        const qint64 found =
            number(open(pathOf(key)), QString(months).replace(u"%1"_s, table).replace(u"%2"_s, column));
        QCOMPARE(found, key == u"university" ? qint64(3) : qint64(12)); // a university enrols twice a year
    }

    void aFileThatIsThereIsReplaced()
    {
        const QString path = pathOf(u"replaced"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("not a database");
        file.close();
        QVERIFY(writeSample(Sample::Factory, path));
        QVERIFY(tablesOf(open(path)).contains(u"machines"_s));
    }

    void aFolderThatDoesNotExistIsAClearProblemAndLeavesNothing()
    {
        const Result<void> written = writeSample(Sample::Retail, m_directory.filePath(u"missing/retail.sqlite"_s));
        QVERIFY(!written);
        QVERIFY(!written.error().detail.isEmpty());
        QVERIFY(!written.error().hint.isEmpty());
        QVERIFY(!QDir(m_directory.filePath(u"missing"_s)).exists());
    }

    void nothingUnfinishedIsLeftBehind()
    {
        QCOMPARE(QDir(m_directory.path()).entryList({u"*.part"_s, u"*-journal"_s}), QStringList());
    }
};

static const bool registered = tabletalk::test::add<TestSampleDatabase>();
#include "tst_SampleDatabase.moc"
