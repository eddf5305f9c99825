// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/ConnectLayer.h"
#include "server/onboarding/PatientTarget.h"
#include "tests/support/CollectRows.h"
#include "tests/support/TestRunner.h"

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A server that can be away, and connections to it that are lost when it goes.
struct FakeServer
{
    bool up = true;
    int connections = 0; ///< that were made
    int loseAfter = -1;  ///< calls until the connection is lost; -1: never
    int rowsBefore = 0;  ///< rows that arrive before it is lost
    std::optional<Problem> refusal;
};

class FakeConnection final : public TargetDatabase
{
public:
    explicit FakeConnection(FakeServer &server)
        : m_server(server)
    {
        ++server.connections;
    }

    Dialect dialect() const override { return Dialect::PostgreSQL; }
    bool isUsable() const override { return m_usable; }
    Result<QString> serverVersion() override { return answer(u"Fake 1"_s); }
    Result<GrantReport> grants() override { return answer(GrantReport()); }
    Result<std::vector<WriteAttempt>> attemptWrites() override { return answer(std::vector<WriteAttempt>()); }
    Result<std::vector<RelationName>> listRelations(std::stop_token) override
    {
        return answer(std::vector<RelationName>());
    }
    Result<Schema> readCatalogue(const SchemaSelection &, std::stop_token) override { return answer(Schema()); }
    Result<void> profile(Table &, std::vector<ColumnValues> &values, const ProfileLimits &, std::stop_token) override
    {
        values.push_back({});
        const auto answered = answer(0);
        return answered ? Result<void>() : std::unexpected(answered.error());
    }
    Result<StatementOutcome> run(const QString &, const StatementLimits &, RowSink &sink, std::stop_token) override
    {
        if (isLost() && m_server.rowsBefore > 0) {
            sink.begin({{u"n"_s, ColumnType::Integer}});
            sink.row({Cell(qint64(1))});
        }
        return answer(StatementOutcome{1, false});
    }

private:
    bool isLost() const { return m_server.loseAfter == 0; }

    template <class T>
    Result<T> answer(T value)
    {
        if (isLost()) {
            m_server.loseAfter = -1;
            m_usable = false;
            return failure(ProblemCode::CannotConnect, u"lost"_s);
        }
        if (m_server.loseAfter > 0)
            --m_server.loseAfter;
        return value;
    }

    FakeServer &m_server;
    bool m_usable = true;
};

} // namespace

class TestPatientTarget : public QObject
{
    Q_OBJECT

private:
    FakeServer m_server;
    std::vector<std::chrono::milliseconds> m_pauses; ///< told
    std::vector<std::chrono::milliseconds> m_slept;
    std::function<void()> m_whileAsleep;
    std::stop_source m_stop;

    PatientTarget target(Patience patience = {})
    {
        return PatientTarget(
            [this]() -> Result<std::unique_ptr<TargetDatabase>> {
                if (m_server.refusal)
                    return std::unexpected(*m_server.refusal);
                if (!m_server.up)
                    return failure(ProblemCode::CannotConnect, u"nothing listens"_s);
                return std::make_unique<FakeConnection>(m_server);
            },
            patience, m_stop.get_token(), [this](std::chrono::milliseconds pause) { m_pauses.push_back(pause); },
            [this](std::chrono::milliseconds time, const std::stop_token &) {
                m_slept.push_back(time);
                if (m_whileAsleep)
                    m_whileAsleep();
            });
    }

private Q_SLOTS:
    void init()
    {
        m_server = {};
        m_pauses.clear();
        m_slept.clear();
        m_whileAsleep = {};
        m_stop = {};
    }

    void aLostConnectionIsOpenedAgainAndTheCallRepeated()
    {
        PatientTarget patient = target();
        QVERIFY(patient.connect().has_value());
        m_server.loseAfter = 1;
        QCOMPARE(patient.serverVersion().value(), u"Fake 1"_s);
        QVERIFY(patient.readCatalogue({}, {}).has_value());
        QCOMPARE(m_server.connections, 2);
        QVERIFY2(m_pauses.empty(), "it came back at once");
    }

    void theServerIsWaitedForEachTimeTwiceAsLong()
    {
        m_server.up = false;
        m_whileAsleep = [this] { m_server.up = m_slept.size() == 4; };
        PatientTarget patient = target({.attempts = 8, .firstPause = 1s, .longestPause = 5s});
        QVERIFY(patient.connect().has_value());
        const std::vector<std::chrono::milliseconds> expected{1s, 2s, 4s, 5s};
        QCOMPARE(m_slept, expected);
        QCOMPARE(m_pauses, expected);
    }

    void itIsGivenUpAfterAsManyAttemptsAsItMay()
    {
        m_server.up = false;
        PatientTarget patient = target({.attempts = 3, .firstPause = 1s, .longestPause = 5s});
        QCOMPARE(patient.connect().error().detail, u"nothing listens"_s);
        QCOMPARE(m_slept.size(), size_t(2));
        // And tried again when it is asked again.
        m_server.up = true;
        QVERIFY(patient.serverVersion().has_value());
    }

    void whatWaitingDoesNotMendIsNotWaitedFor_data()
    {
        QTest::addColumn<int>("layer");
        QTest::addColumn<bool>("waits");
        QTest::newRow("name") << int(ConnectLayer::Name) << false;
        QTest::newRow("port") << int(ConnectLayer::Port) << true;
        QTest::newRow("tls") << int(ConnectLayer::Tls) << false;
        QTest::newRow("login") << int(ConnectLayer::Login) << false;
        QTest::newRow("database") << int(ConnectLayer::Database) << true;
    }

    void whatWaitingDoesNotMendIsNotWaitedFor()
    {
        QFETCH(const int, layer);
        QFETCH(const bool, waits);
        m_server.refusal = layerProblem(ConnectLayer(layer), ProblemCode::CannotConnect, u"no"_s, {});
        PatientTarget patient = target();
        QVERIFY(!patient.connect().has_value());
        QCOMPARE(!m_slept.empty(), waits);
    }

    void aTableLostHalfWayLeavesNoHalfValues()
    {
        PatientTarget patient = target();
        m_server.loseAfter = 0;
        std::vector<ColumnValues> values(3);
        Table table;
        QVERIFY(patient.profile(table, values, {}, {}).has_value());
        QCOMPARE(values.size(), size_t(4));
    }

    void aResultLostHalfWayIsNotRepeated()
    {
        PatientTarget patient = target();
        m_server.loseAfter = 0;
        m_server.rowsBefore = 1;
        CollectRows rows;
        QCOMPARE(patient.run(u"SELECT 1"_s, {}, rows, {}).error().code, ProblemCode::DatabaseFailed);
        QVERIFY(patient.isUsable());
        QCOMPARE(rows.rows.size(), size_t(1));
    }

    void aStopRequestEndsTheWaiting()
    {
        m_server.up = false;
        m_whileAsleep = [this] { m_stop.request_stop(); };
        PatientTarget patient = target();
        QCOMPARE(patient.connect().error().code, ProblemCode::Cancelled);
        QCOMPARE(m_slept.size(), size_t(1));
    }
};

static const bool registered = tabletalk::test::add<TestPatientTarget>();
#include "tst_PatientTarget.moc"
