// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RunningServer.h"
#include "tests/support/TestRunner.h"

using namespace tabletalk;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;

namespace {

/// One operation, as the server's own document describes it.
struct Described
{
    QString name;
    QByteArray verb;
    QString path;
    std::vector<QString> idsInPath;
    std::vector<QString> idsInQuery;
    QStringList moreInQuery; ///< what it needs besides ids, as "name=value"
    json::object body;       ///< the same
    std::vector<QString> idsInBody;

    bool takesIds() const { return !idsInPath.empty() || !idsInQuery.empty() || !idsInBody.empty(); }
};

QString qstring(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

bool isId(const json::value &schema)
{
    if (const auto *format = schema.as_object().if_contains("format"))
        return *format == "uuid";
    if (const auto *either = schema.as_object().if_contains("anyOf"))
        return std::ranges::any_of(either->as_array(), isId);
    return false;
}

/// Something that passes for a field that is not an id.
json::value filler(std::string_view field, const json::value &schema)
{
    if (field == "url")
        return "sqlite:///nowhere.sqlite";
    if (field == "sql")
        return "SELECT 1";
    if (field == "name")
        return "customers";
    if (schema.as_object().contains("$ref"))
        return json::object();
    const auto *type = schema.as_object().if_contains("type");
    if (type && *type == "array")
        return json::array();
    if (type && *type == "integer")
        return 1;
    if (type && *type == "boolean")
        return false;
    if (type && *type == "array")
        return json::array{};
    if (type && *type == "object")
        return json::object{};
    return "something";
}

/// All operations but the public ones.
std::vector<Described> operationsOf(const json::value &document)
{
    std::vector<Described> operations;
    for (const auto &path : document.at("paths").as_object()) {
        for (const auto &method : path.value().as_object()) {
            const auto &operation = method.value().as_object();
            if (operation.contains("security"))
                continue;
            Described described;
            described.name = textOf(operation.at("operationId"));
            described.verb = QByteArray::fromStdString(std::string(method.key())).toUpper();
            described.path = qstring(path.key()).mid(1);
            if (const auto *parameters = operation.if_contains("parameters")) {
                for (const auto &parameter : parameters->as_array()) {
                    if (!isId(parameter.at("schema"))) {
                        const auto *required = parameter.as_object().if_contains("required");
                        const std::string_view name(parameter.at("name").as_string());
                        if (required && required->is_bool() && required->as_bool() && parameter.at("in") == "query")
                            described.moreInQuery
                                << QString(qstring(name) + u'=' + textOf(filler(name, parameter.at("schema"))));
                        continue;
                    }
                    auto &list = parameter.at("in") == "path" ? described.idsInPath : described.idsInQuery;
                    list.push_back(textOf(parameter.at("name")));
                }
            }
            if (const auto *body = operation.if_contains("requestBody")) {
                const QString reference = textOf(body->at("content").at("application/json").at("schema").at("$ref"));
                const auto &schema =
                    document.at("components").at("schemas").at(reference.section(u'/', -1).toStdString());
                for (const auto &property : schema.at("properties").as_object()) {
                    const QString name = qstring(property.key());
                    if (std::ranges::find(described.idsInPath, name) != described.idsInPath.end())
                        continue;
                    if (isId(property.value()))
                        described.idsInBody.push_back(name);
                    else
                        described.body[property.key()] = filler(property.key(), property.value());
                }
            }
            operations.push_back(std::move(described));
        }
    }
    return operations;
}

/// The reply without what differs in every reply.
QByteArray comparable(const RestReply &reply)
{
    json::value body = reply.body;
    if (auto *object = body.if_object())
        object->erase("requestId");
    const QByteArray text = body.is_null() ? reply.bytes : QByteArray::fromStdString(json::serialize(body));
    return QByteArray::number(reply.status) + ' ' + text;
}

QString randomId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

} // namespace

/// Every operation that takes an id is called with the ids of another organisation and with
/// random ones. Made from what the server itself says it can do: an operation that is added
/// is attacked without being named here.
class TestIsolation : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RunningServer> m_server;
    std::vector<Described> m_operations;
    api::SignedIn m_victim;
    api::SignedIn m_attacker;
    QHash<QString, QString> m_ids; ///< of the victim's things, by kind

    /// Which thing an id field names, from the field and the path it stands in.
    QString kindOf(const Described &operation, const QString &field) const
    {
        if (field != u"id")
            return field == u"stream" ? u"streamId"_s : field;
        const QString noun = operation.path.section(u"/{id}"_s, 0, 0).section(u'/', -1);
        static const QHash<QString, QString> kinds = {{u"organizations"_s, u"organizationId"_s},
                                                      {u"users"_s, u"userId"_s},
                                                      {u"databases"_s, u"databaseId"_s},
                                                      {u"conversations"_s, u"conversationId"_s},
                                                      {u"results"_s, u"resultId"_s},
                                                      {u"api-keys"_s, u"apiKeyId"_s},
                                                      {u"sessions"_s, u"sessionId"_s}};
        return kinds.value(noun);
    }

    using Choose = std::function<QString(const QString &kind)>;

    RestReply call(const Described &operation, const QString &token, const Choose &choose)
    {
        QString path = operation.path;
        for (const QString &field : operation.idsInPath)
            path.replace(u'{' + field + u'}', choose(kindOf(operation, field)));
        QStringList query = operation.moreInQuery;
        for (const QString &field : operation.idsInQuery)
            query << field + u'=' + choose(kindOf(operation, field));
        if (!query.isEmpty())
            path += u'?' + query.join(u'&');
        json::object body = operation.body;
        for (const QString &field : operation.idsInBody)
            body[field.toStdString()] = choose(kindOf(operation, field)).toStdString();
        const bool hasBody = operation.verb == "POST" || operation.verb == "PUT";
        return m_server->rest(operation.verb, path, token, hasBody ? json::value(body) : json::value());
    }

    QString victims(const QString &kind) const { return m_ids.value(kind); }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<RunningServer>();
        m_victim = m_server->organization(u"Victim"_s);
        m_attacker = m_server->organization(u"Attacker"_s);
        m_operations = operationsOf(m_server->get(u"/openapi.json"_s).body);
        QVERIFY(m_operations.size() > 20);

        const QString token = m_victim.accessToken;
        m_ids[u"organizationId"_s] = m_victim.organization.id.toString();
        m_ids[u"userId"_s] = m_victim.user.id.toString();
        m_ids[u"workspaceId"_s] = m_server->rest("GET", u"tenant"_s, token).text("defaultWorkspaceId");
        m_ids[u"databaseId"_s] = m_server->connectShop(token);
        const RestReply answer = m_server->rest(
            "POST", u"chat/query"_s, token,
            {{"databaseId", victims(u"databaseId"_s).toStdString()}, {"question", "How many customers?"}});
        QCOMPARE(answer.status, 200);
        m_ids[u"conversationId"_s] = answer.text("conversationId");
        m_ids[u"messageId"_s] = answer.text("messageId");
        m_ids[u"resultId"_s] = answer.text("resultId");
        m_ids[u"streamId"_s] = answer.text("stream");
        m_ids[u"apiKeyId"_s] =
            m_server->rest("POST", u"workspaces/%1/api-keys"_s.arg(victims(u"workspaceId"_s)), token, {{"name", "Key"}})
                .text("id");
        m_ids[u"sessionId"_s] =
            textOf(m_server->rest("GET", u"auth/sessions"_s, token).body.at("items").at(0).at("id"));
        for (auto each = m_ids.cbegin(); each != m_ids.cend(); ++each)
            QVERIFY2(!each.value().isEmpty(), qPrintable(each.key()));
    }

    void cleanupTestCase() { m_server.reset(); }

    void everyIdOfEveryOperationIsOfAKindThatTheTestKnows()
    {
        for (const Described &operation : m_operations) {
            for (const auto &fields : {operation.idsInPath, operation.idsInQuery, operation.idsInBody}) {
                for (const QString &field : fields)
                    QVERIFY2(m_ids.contains(kindOf(operation, field)),
                             qPrintable(u"%1: %2"_s.arg(operation.name, field)));
            }
        }
    }

    /// Before the attacks: the attacker's own audit log names what was asked for.
    void listsHoldNothingOfOthers()
    {
        for (const Described &operation : m_operations) {
            if (operation.verb != "GET" || operation.takesIds())
                continue;
            const QByteArray reply = comparable(m_server->rest("GET", operation.path, m_attacker.accessToken));
            for (const QString &id : std::as_const(m_ids))
                QVERIFY2(!reply.contains(id.toLatin1()), qPrintable(operation.name + u": "_s + id));
        }
    }

    void anotherOrganisationsIdAnswersAsARandomOne_data()
    {
        QTest::addColumn<int>("index");
        for (size_t i = 0; i < m_operations.size(); ++i) {
            if (m_operations[i].takesIds())
                QTest::newRow(qPrintable(m_operations[i].name)) << int(i);
        }
    }

    void anotherOrganisationsIdAnswersAsARandomOne()
    {
        QFETCH(int, index);
        const Described &operation = m_operations[size_t(index)];
        const QString token = m_attacker.accessToken;
        const RestReply random = call(operation, token, [](const QString &) { return randomId(); });
        const RestReply foreign = call(operation, token, [this](const QString &kind) { return victims(kind); });
        QCOMPARE(comparable(foreign), comparable(random));
        QVERIFY2(foreign.status >= 400, qPrintable(operation.name));
        for (const QString &id : std::as_const(m_ids))
            QVERIFY2(!comparable(foreign).contains(id.toLatin1()), qPrintable(id));
    }

    /// With several ids in one request, the attacker's own must not carry the victim's in.
    void oneForeignIdAmongOwnOnesAnswersAsARandomOneAmongThem()
    {
        const QString token = m_attacker.accessToken;
        const QString workspace = m_server->rest("GET", u"tenant"_s, token).text("defaultWorkspaceId");
        const QString database = m_server->connectShop(token);
        QVERIFY(!database.isEmpty());
        const auto own = [&](const QString &kind) {
            return kind == u"workspaceId" ? workspace : kind == u"databaseId" ? database : QString();
        };
        for (const Described &operation : m_operations) {
            if (operation.idsInPath.size() + operation.idsInBody.size() + operation.idsInQuery.size() < 2)
                continue;
            const auto mixed = [&](bool random) {
                return call(operation, token, [&](const QString &kind) {
                    if (const QString mine = own(kind); !mine.isEmpty())
                        return mine;
                    return random ? randomId() : victims(kind);
                });
            };
            const RestReply foreign = mixed(false);
            QCOMPARE(comparable(foreign), comparable(mixed(true)));
            QVERIFY2(foreign.status == 404, qPrintable(operation.name));
        }
    }

    void theOwnerIsNotAnsweredAsAStranger_data() { anotherOrganisationsIdAnswersAsARandomOne_data(); }

    /// That the ids above name something: their owner reads it. Without this the test would
    /// pass with ids of nothing.
    void theOwnerIsNotAnsweredAsAStranger()
    {
        QFETCH(int, index);
        const Described &operation = m_operations[size_t(index)];
        if (operation.verb != "GET")
            return;
        const RestReply reply =
            call(operation, m_victim.accessToken, [this](const QString &kind) { return victims(kind); });
        QVERIFY2(reply.status == 200, comparable(reply).constData());
    }

    void nothingOfTheVictimWasChanged()
    {
        const QString token = m_victim.accessToken;
        QCOMPARE(m_server->rest("GET", u"tenant"_s, token).text("name"), u"Victim"_s);
        QCOMPARE(m_server->rest("GET", u"tenant/databases/"_s + victims(u"databaseId"_s), token).text("name"),
                 u"Shop"_s);
        const auto conversation = m_server->rest("GET", u"conversations/"_s + victims(u"conversationId"_s), token);
        QCOMPARE(conversation.text("title"), u"How many customers?"_s);
        QCOMPARE(conversation.body.at("messages").as_array().size(), size_t(1));
        const auto keys = m_server->rest("GET", u"workspaces/%1/api-keys"_s.arg(victims(u"workspaceId"_s)), token);
        QCOMPARE(keys.body.at("items").as_array().size(), size_t(1));
        const auto workspaces =
            m_server->rest("GET", u"organizations/%1/workspaces"_s.arg(victims(u"organizationId"_s)), token);
        QCOMPARE(workspaces.body.at("items").as_array().size(), size_t(1));
    }

    void everyOperationThatIsNotPublicAsksWhoIsThere()
    {
        for (const Described &operation : m_operations) {
            for (const QString &token : {u""_s, u"nonsense"_s, u"tt_nonsense"_s}) {
                const RestReply reply = call(operation, token, [this](const QString &kind) { return victims(kind); });
                QVERIFY2(reply.status == 401, qPrintable(operation.name + u' ' + QString::number(reply.status)));
            }
        }
    }
};

static const bool registered = tabletalk::test::add<TestIsolation>();
#include "tst_Isolation.moc"
