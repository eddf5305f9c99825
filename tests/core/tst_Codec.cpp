// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Accounts.h"
#include "core/api/Audit.h"
#include "core/api/Codec.h"
#include "core/api/Databases.h"
#include "tests/support/TestRunner.h"

#include <boost/json.hpp>

#include <QTest>

using namespace tabletalk;
using namespace tabletalk::api;
using namespace Qt::StringLiterals;

class TestCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageSurvivesTheRoundTrip()
    {
        AuditEntry entry;
        entry.id = AuditId(QUuid::createUuid());
        entry.at = *Instant::fromRfc3339(u"2026-03-01T10:20:30.456Z");
        entry.userEmail = u"ana@example.org"_s;
        entry.action = u"chat.ask"_s;
        entry.sql = u"SELECT 'ü😀'"_s;

        const auto read = fromJson<AuditEntry>(*parseJson(toJsonText(entry)));
        QVERIFY(read.has_value());
        QVERIFY(read->id == entry.id);
        QVERIFY(read->at == entry.at);
        QVERIFY(!read->userId);
        QCOMPARE(*read->userEmail, *entry.userEmail);
        QCOMPARE(*read->sql, *entry.sql);
    }

    void everyBadFieldIsNamedWithItsPath()
    {
        const auto read = fromJson<UpdateDatabaseRequest>(*parseJson(R"({"id":"42","name":7})"));
        QVERIFY(!read);
        QCOMPARE(read.error().code, ProblemCode::InvalidRequest);
        QCOMPARE(read.error().errors.size(), size_t(2));
        QCOMPARE(read.error().errors[0], (FieldError{u"params.id"_s, u"expected a UUID"_s}));
        QCOMPARE(read.error().errors[1], (FieldError{u"params.name"_s, u"expected a text"_s}));
    }

    void whatIsRequiredMustBeThereAndDefaultsMayBeMissing()
    {
        const auto missing = fromJson<CreateDatabaseRequest>(*parseJson(R"({"name":"shop"})"));
        QVERIFY(!missing);
        QCOMPARE(missing.error().errors[0].path, u"params.url"_s);

        const auto defaults =
            fromJson<CreateDatabaseRequest>(*parseJson(R"({"name":"shop","url":"x","later":"ignored"})"));
        QVERIFY(defaults.has_value());
        QVERIFY(defaults->onboard);
        QVERIFY(!defaults->workspaceId);
    }

    void numbersMustFitTheirField()
    {
        QVERIFY(!fromJson<ListRequest>(*parseJson(R"({"limit":1e99})")));
        QVERIFY(!fromJson<ListRequest>(*parseJson(R"({"limit":99999999999})")));
        QVERIFY(!fromJson<ListRequest>(*parseJson(R"({"limit":1.5})")));
        QCOMPARE(fromJson<ListRequest>(*parseJson(R"({"limit":10})"))->limit, std::optional(10));
    }

    void malformedJsonIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut off") << QByteArray(R"({"a":)");
        QTest::newRow("trailing text") << QByteArray("{} {}");
        QTest::newRow("invalid UTF-8") << QByteArray("\"\xff\xfe\"");
        QTest::newRow("100,000 deep") << QByteArray(100'000, '[');
        QTest::newRow("100,000 deep, closed") << QByteArray(100'000, '[') + QByteArray(100'000, ']');
    }

    void malformedJsonIsRefused()
    {
        QFETCH(QByteArray, text);
        const auto parsed = parseJson({text.constData(), size_t(text.size())});
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, ProblemCode::MalformedJson);
    }

    void bracketsInsideTextsDoNotCountAsNesting()
    {
        const QByteArray text = "\"" + QByteArray(1000, '[') + "\\\"" + QByteArray(1000, '{') + "\"";
        QVERIFY(parseJson({text.constData(), size_t(text.size())}).has_value());
    }

    void aMessageOverItsLimitIsTooLarge()
    {
        const auto parsed = parseJson("[1,2,3]", {.maxBytes = 3, .maxDepth = 4});
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, ProblemCode::TooLarge);
    }

    void theSchemaSaysWhatIsRequired()
    {
        const auto schema = jsonSchemaOf<LoginRequest>();
        const auto required = boost::json::serialize(schema.at("required"));
        QCOMPARE(required, std::string(R"(["email","password"])"));
        QCOMPARE(std::string(messageName<LoginRequest>()), std::string("LoginRequest"));
    }
};

static const bool registered = tabletalk::test::add<TestCodec>();
#include "tst_Codec.moc"
