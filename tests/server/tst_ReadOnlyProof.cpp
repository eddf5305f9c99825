// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the "prove it" button shows, on real databases and on ones that would let us down.
#include "core/base/Clock.h"
#include "server/connections/ReadOnlyProver.h"
#include "server/connections/TargetFactory.h"
#include "tests/support/MariaDbServer.h"
#include "tests/support/PostgresServer.h"
#include "tests/support/TestRunner.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

/// A target whose answers to the proof are given.
class GivenTarget final : public TargetDatabase
{
public:
    Dialect dialect() const override { return Dialect::PostgreSQL; }
    Result<QString> serverVersion() override { return QString(); }
    Result<QString> readOnlyState() override { return state; }
    Result<GrantReport> grants() override { return report; }
    Result<std::vector<WriteAttempt>> attemptWrites() override { return attempts; }
    Result<std::vector<RelationName>> listRelations(std::stop_token) override { return none(); }
    Result<Schema> readCatalogue(const SchemaSelection &, std::stop_token) override { return none(); }
    Result<void> profile(Table &, std::vector<ColumnValues> &, const ProfileLimits &, std::stop_token) override
    {
        return none();
    }
    Result<StatementOutcome> run(const QString &, const StatementLimits &, RowSink &, std::stop_token) override
    {
        return none();
    }

    Result<QString> state = u"read_only is on"_s;
    Result<GrantReport> report = GrantReport();
    Result<std::vector<WriteAttempt>> attempts = std::vector<WriteAttempt>{{u"DELETE"_s, true, u"no"_s}};

private:
    static std::unexpected<Problem> none() { return failure(ProblemCode::UnsupportedDatabase); }
};

const api::ProofLayer &layer(const api::ReadOnlyProof &proof, QStringView name)
{
    for (const api::ProofLayer &one : proof.layers) {
        if (one.layer == name)
            return one;
    }
    qFatal("no such layer");
}

QString states(const api::ReadOnlyProof &proof)
{
    QStringList list;
    for (const api::ProofLayer &one : proof.layers)
        list += QString(one.layer + u' ' + one.state);
    return list.join(u", "_s);
}

} // namespace

class TestReadOnlyProof : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSqliteFileIsProved()
    {
        const QString path = m_directory.filePath(u"shop.db"_s);
        sqlite3 *database = nullptr;
        QCOMPARE(sqlite3_open(QFile::encodeName(path).constData(), &database), SQLITE_OK);
        QCOMPARE(sqlite3_exec(database, "CREATE TABLE orders (id)", nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(database);
        const api::ReadOnlyProof proof = prove(path);
        QVERIFY2(proof.proved, qPrintable(states(proof)));
        QCOMPARE(proof.layers.size(), size_t(4));
        QCOMPARE(layer(proof, u"engine").state, u"ok"_s);
        // The file belongs to whoever runs the tests.
        QCOMPARE(layer(proof, u"grants").state, u"warning"_s);
        QVERIFY(layer(proof, u"grants").detail.contains(u"chmod"_s));
    }

    void aReadingAccountOfPostgresIsProvedWithoutAWarning()
    {
        const api::ReadOnlyProof proof = prove(postgresUrl(u"reader"_s));
        QVERIFY2(proof.proved, qPrintable(states(proof)));
        QCOMPARE(states(proof), u"statement ok, engine ok, grants ok, attempt ok"_s);
        QVERIFY(layer(proof, u"engine").detail.contains(u"transaction_read_only"_s));
        for (const api::ProofLayer &one : proof.layers) {
            QVERIFY(!one.title.isEmpty() && !one.detail.isEmpty());
            for (const api::ProofAttempt &attempt : one.attempts)
                QVERIFY2(attempt.refused && attempt.answer.size() > 10, qPrintable(attempt.statement));
        }
    }

    void aWritingAccountOfPostgresIsProvedWithAWarning()
    {
        const QString before = m_postgres->query(changeable.toString());
        const api::ReadOnlyProof proof = prove(postgresUrl(u"writer"_s));
        QVERIFY2(proof.proved, qPrintable(states(proof)));
        QCOMPARE(states(proof), u"statement ok, engine ok, grants warning, attempt ok"_s);
        const QString detail = layer(proof, u"grants").detail;
        QVERIFY2(detail.contains(u"public.orders"_s) && detail.contains(u"GRANT SELECT"_s), qPrintable(detail));
        // The engine's own words for the tables that it could write.
        const auto &attempts = layer(proof, u"attempt").attempts;
        QVERIFY(std::ranges::any_of(attempts, [](const api::ProofAttempt &attempt) {
            return attempt.statement.startsWith(u"DELETE"_s) && attempt.answer.contains(u"read-only transaction"_s);
        }));
        QCOMPARE(m_postgres->query(changeable.toString()), before);
    }

    void aServerThatDiesIsNotProved()
    {
        const auto target = open(postgresUrl(u"reader"_s));
        m_postgres->kill();
        const api::ReadOnlyProof proof = proveReadOnly(*target, SystemClock().now());
        QString error;
        QVERIFY2(m_postgres->restart(&error), qPrintable(error));
        QVERIFY(!proof.proved);
        QCOMPARE(layer(proof, u"engine").state, u"failed"_s);
        QCOMPARE(layer(proof, u"attempt").state, u"failed"_s);
        QVERIFY(layer(proof, u"attempt").detail.contains(u"lost"_s));
    }

    void accountsOfMariaDbAreProved()
    {
        QString error;
        const auto server = MariaDbServer::start(&error);
        QVERIFY2(server, qPrintable(error));
        QCOMPARE(server->execute(u"CREATE DATABASE shop; CREATE TABLE shop.orders (id int)"_s), QString());
        const api::ReadOnlyProof reading = prove(server->url(u"shop"_s, MariaDbServer::reader()));
        QCOMPARE(states(reading), u"statement ok, engine ok, grants ok, attempt ok"_s);
        QVERIFY(reading.proved);
        const api::ReadOnlyProof writing = prove(server->url(u"shop"_s));
        QCOMPARE(states(writing), u"statement ok, engine ok, grants warning, attempt ok"_s);
        QVERIFY(writing.proved);
    }

    void anEngineThatLetsAWriteThroughIsNotProved()
    {
        GivenTarget target;
        QVERIFY(proveReadOnly(target, SystemClock().now()).proved);
        target.attempts =
            std::vector<WriteAttempt>{{u"DELETE FROM a"_s, true, u"no"_s}, {u"DROP TABLE a"_s, false, {}}};
        const api::ReadOnlyProof proof = proveReadOnly(target, SystemClock().now());
        QVERIFY(!proof.proved);
        QCOMPARE(layer(proof, u"attempt").state, u"failed"_s);
        QVERIFY(layer(proof, u"attempt").detail.contains(u"1"_s));
        QVERIFY(!layer(proof, u"attempt").attempts.at(1).refused);
    }

    void whatCannotBeAskedFailsClosed_data()
    {
        QTest::addColumn<QString>("broken");
        for (const char *name : {"engine", "grants", "attempt", "nothing tried"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void whatCannotBeAskedFailsClosed()
    {
        QFETCH(QString, broken);
        const auto problem = failure(ProblemCode::CannotConnect, u"The line is dead."_s);
        GivenTarget target;
        if (broken == u"engine")
            target.state = problem;
        else if (broken == u"grants")
            target.report = problem;
        else if (broken == u"attempt")
            target.attempts = problem;
        else
            target.attempts = std::vector<WriteAttempt>();
        const api::ReadOnlyProof proof = proveReadOnly(target, SystemClock().now());
        QVERIFY(!proof.proved);
        const api::ProofLayer &failed = layer(proof, broken == u"nothing tried" ? u"attempt"_s : broken);
        QCOMPARE(failed.state, u"failed"_s);
        QVERIFY(!failed.detail.isEmpty());
    }

    void anEngineWithoutWordsForItIsProvedByItsRefusals()
    {
        GivenTarget target;
        target.state = QString();
        const api::ReadOnlyProof proof = proveReadOnly(target, SystemClock().now());
        QVERIFY(proof.proved);
        QCOMPARE(layer(proof, u"engine").state, u"warning"_s);
    }

private:
    static constexpr QStringView changeable = u"SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM pg_class), "
                                              "(SELECT count(*) FROM pg_description)";

    static std::unique_ptr<TargetDatabase> open(const QString &url)
    {
        ConnectionPolicyOptions options;
        options.open = true;
        auto target =
            openTarget(ConnectionUrl::parse(url).value(), ConnectionPolicy::create(options).value(), QString());
        if (!target)
            qFatal("%s", qPrintable(target.error().detail));
        return *std::move(target);
    }
    static api::ReadOnlyProof prove(const QString &url) { return proveReadOnly(*open(url), SystemClock().now()); }

    QString postgresUrl(const QString &user)
    {
        if (!m_postgres) {
            QString error;
            m_postgres = PostgresServer::start(&error);
            if (!m_postgres)
                qFatal("%s", qPrintable(error));
            error = m_postgres->execute(u"CREATE TABLE orders (id int); CREATE ROLE reader LOGIN PASSWORD 'x'; "
                                        "CREATE ROLE writer LOGIN PASSWORD 'x'; GRANT SELECT ON orders TO reader; "
                                        "GRANT ALL ON orders TO writer"_s);
            if (!error.isEmpty())
                qFatal("%s", qPrintable(error));
        }
        return u"postgresql://%1:x@127.0.0.1:%2/postgres"_s.arg(user).arg(m_postgres->port());
    }

    QTemporaryDir m_directory;
    std::unique_ptr<PostgresServer> m_postgres;
};

static const bool registered = tabletalk::test::add<TestReadOnlyProof>();
#include "tst_ReadOnlyProof.moc"
