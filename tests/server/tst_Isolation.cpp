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
    std::vector<QString> idListsInBody; ///< "userIds": several of one kind

    std::vector<QString> ids() const
    {
        std::vector<QString> all;
        for (const auto &fields : {idsInPath, idsInQuery, idsInBody, idListsInBody})
            all.insert(all.end(), fields.begin(), fields.end());
        return all;
    }
    bool takesIds() const { return !ids().empty(); }
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

bool isIdList(const json::value &schema)
{
    const auto *items = schema.as_object().if_contains("items");
    return items && isId(*items);
}

/// An optional field: its type is a list with "null" in it.
bool mayBeLeftOut(const json::value &schema)
{
    const auto *type = schema.as_object().if_contains("type");
    return type && type->is_array();
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
    if (field == "role")
        return "viewer";
    if (field == "email")
        return "somebody@example.org";
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

/// What takes people or teams, by its visibility, once for each.
std::vector<Described> variantsOf(Described described)
{
    if (!described.body.contains("visibility"))
        return {std::move(described)};
    Described people = described;
    people.body["visibility"] = "shared";
    people.idListsInBody = {u"userIds"_s};
    described.body["visibility"] = "team";
    described.idListsInBody = {u"teamIds"_s};
    return {std::move(people), std::move(described)};
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
                    else if (mayBeLeftOut(property.value()) && !isIdList(property.value()))
                        continue; // so that nothing is refused for it before the ids are looked at
                    else if (isIdList(property.value()))
                        described.idListsInBody.push_back(name);
                    else
                        described.body[property.key()] = filler(property.key(), property.value());
                }
            }
            for (Described &variant : variantsOf(std::move(described)))
                operations.push_back(std::move(variant));
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

QByteArray comparable(const json::object &response)
{
    json::object error = response.contains("error") ? response.at("error").as_object() : json::object(response);
    error.erase("id");
    if (auto *data = error.if_contains("data"); data && data->is_object())
        data->as_object().erase("requestId");
    return QByteArray::fromStdString(json::serialize(error));
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
    api::SignedIn m_platform;                             ///< an operator of the server
    std::vector<std::pair<QString, QString>> m_attackers; ///< who, with the token: every role, and API keys
    QHash<QString, QString> m_ids;                        ///< of the victim's things, by kind
    QString m_ownWorkspaceKey;                            ///< of the victim, for where those things lie
    QString m_otherWorkspaceKey;                          ///< of the victim, for another workspace of its own
    QString m_otherWorkspaceDatabase;                     ///< which lies there

    /// Which thing an id field names, from the field and the path it stands in.
    QString kindOf(const Described &operation, const QString &field) const
    {
        if (field == u"sessionId" && operation.name.startsWith(u"agents."))
            return u"agentSessionId"_s;
        if (field == u"stream" && operation.name.startsWith(u"agents."))
            return u"agentStreamId"_s;
        if (field.endsWith(u"Ids"))
            return field.chopped(1);
        if (field == u"around")
            return u"messageId"_s;
        if (field == u"parentId")
            return u"documentId"_s;
        if (field == u"fromId" || field == u"toId")
            return u"entityId"_s;
        if (field != u"id")
            return field == u"stream" ? u"streamId"_s : field;
        const QString noun = operation.path.section(u"/{id}"_s, 0, 0).section(u'/', -1);
        static const QHash<QString, QString> kinds = {{u"organizations"_s, u"organizationId"_s},
                                                      {u"users"_s, u"userId"_s},
                                                      {u"databases"_s, u"databaseId"_s},
                                                      {u"conversations"_s, u"conversationId"_s},
                                                      {u"results"_s, u"resultId"_s},
                                                      {u"api-keys"_s, u"apiKeyId"_s},
                                                      {u"sessions"_s, u"sessionId"_s},
                                                      {u"workspaces"_s, u"workspaceId"_s},
                                                      {u"teams"_s, u"teamId"_s},
                                                      {u"invitations"_s, u"invitationId"_s},
                                                      {u"examples"_s, u"exampleId"_s},
                                                      {u"pairs"_s, u"accuracyPairId"_s},
                                                      {u"runs"_s, u"accuracyRunId"_s},
                                                      {u"schedules"_s, u"scheduleId"_s},
                                                      {u"memory"_s, u"agentMemoryId"_s},
                                                      {u"workflows"_s, u"workflowId"_s},
                                                      {u"workflow-runs"_s, u"workflowRunId"_s},
                                                      {u"files"_s, u"scheduleFileId"_s},
                                                      {u"documents"_s, u"documentId"_s},
                                                      {u"uploads"_s, u"uploadId"_s},
                                                      {u"entities"_s, u"entityId"_s},
                                                      {u"webhooks"_s, u"webhookId"_s},
                                                      {u"providers"_s, u"signOnProviderId"_s},
                                                      {u"deliveries"_s, u"deliveryId"_s},
                                                      {u"saved-questions"_s, u"savedQuestionId"_s},
                                                      {u"dashboards"_s, u"dashboardId"_s},
                                                      {u"agents"_s, u"agentId"_s},
                                                      {u"items"_s, u"itemId"_s},
                                                      {u"invoices"_s, u"invoiceId"_s},
                                                      {u"tickets"_s, u"ticketId"_s},
                                                      {u"announcements"_s, u"announcementId"_s},
                                                      {u"tenants"_s, u"organizationId"_s}};
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
        for (const QString &field : operation.idListsInBody)
            body[field.toStdString()] = json::array{choose(kindOf(operation, field)).toStdString()};
        const bool hasBody = operation.verb == "POST" || operation.verb == "PUT";
        return m_server->rest(operation.verb, path, token, hasBody ? json::value(body) : json::value());
    }

    /// The same as a call of JSON-RPC.
    json::object callRpc(RpcConnection &rpc, const Described &operation, const Choose &choose)
    {
        json::object params = operation.body;
        for (const QString &pair : operation.moreInQuery)
            params[pair.section(u'=', 0, 0).toStdString()] = pair.section(u'=', 1).toStdString();
        for (const QString &field : operation.ids()) {
            const std::string id = choose(kindOf(operation, field)).toStdString();
            const bool isList = std::ranges::find(operation.idListsInBody, field) != operation.idListsInBody.end();
            params[field.toStdString()] = isList ? json::value(json::array{id}) : json::value(id);
        }
        return rpc.call(qPrintable(operation.name), std::move(params));
    }

    /// A member of the attacking organisation in each role, and an API key of its owner.
    void makeAttackers()
    {
        const auto scope = TenantScope::ofSignIn(m_attacker.organization.id);
        constexpr auto password = "another correct horse";
        for (const Role role : allRoles()) {
            const QString email = roleName(role) + u"@attacker.example.org"_s;
            m_server->server().accounts().addMember(scope, email, QString::fromLatin1(password), u"Attacker"_s, role);
            const RestReply in =
                m_server->rest("POST", u"auth/login"_s, {}, {{"email", email.toStdString()}, {"password", password}});
            m_attackers.emplace_back(roleName(role), in.text("accessToken"));
        }
        const QString token = m_attacker.accessToken;
        const QString workspace = m_server->rest("GET", u"tenant"_s, token).text("defaultWorkspaceId");
        const RestReply key =
            m_server->rest("POST", u"workspaces/%1/api-keys"_s.arg(workspace), token, {{"name", "Key"}});
        m_attackers.emplace_back(u"apiKey"_s, key.text("key"));
        for (const auto &[who, secret] : m_attackers)
            QVERIFY2(!secret.isEmpty(), qPrintable(who));
    }

    static bool isForOperators(const Described &operation) { return operation.name.startsWith(u"admin."); }

    /// The platform bills the victim.
    void makeInvoice()
    {
        m_platform = m_server->organization(u"Platform"_s);
        QVERIFY(m_server->server().accounts().setOperator(m_platform.user.email, true));
        m_server->server().accounts().forgetTenant(m_platform.organization.id);
        const QString path = u"admin/tenants/%1/"_s.arg(victims(u"organizationId"_s));
        QCOMPARE(m_server
                     ->rest("POST", path + u"subscription"_s, m_platform.accessToken,
                            {{"planId", "enterprise"}, {"interval", "month"}})
                     .status,
                 201);
        const RestReply invoices = m_server->rest("GET", path + u"invoices"_s, m_platform.accessToken);
        m_ids[u"invoiceId"_s] = textOf(invoices.body.at("items").at(0).at("id"));
    }

    /// One that is still to come: announcements that are shown are everybody's.
    void makeAnnouncement()
    {
        m_ids[u"announcementId"_s] =
            m_server
                ->rest("POST", u"admin/announcements"_s, m_platform.accessToken,
                       {{"title", "Planned work"}, {"text", ""}, {"from", "2999-01-01T00:00:00Z"}})
                .text("id");
    }

    void makeScheduleWithFile()
    {
        const QString token = m_victim.accessToken;
        const RestReply made =
            m_server->rest("POST", u"schedules"_s, token,
                           {{"savedQuestionId", victims(u"savedQuestionId"_s).toStdString()},
                            {"times", {{"kind", "daily"}, {"at", "08:00"}}},
                            {"delivery", {{"mail", json::array()}, {"webhook", false}, {"file", "csv"}}}});
        QCOMPARE(made.status, 201);
        m_ids[u"scheduleId"_s] = made.text("id");
        const QString path = u"schedules/"_s + made.text("id");
        QCOMPARE(m_server->rest("POST", path + u"/run"_s, token).status, 200);
        const auto files = [&] { return m_server->rest("GET", path + u"/files"_s, token).body.at("items").as_array(); };
        QTRY_VERIFY_WITH_TIMEOUT(!files().empty(), 30'000);
        m_ids[u"scheduleFileId"_s] = textOf(files().at(0).at("id"));
    }

    void makeMemory()
    {
        const QString path = u"workspaces/%1/memory"_s.arg(victims(u"workspaceId"_s));
        const RestReply made = m_server->rest("POST", path, m_victim.accessToken,
                                              {{"text", "We call refunds 'returns'"}, {"scope", "workspace"}});
        QCOMPARE(made.status, 201);
        m_ids[u"agentMemoryId"_s] = made.text("id");
    }

    /// One that is there, and one that is still being uploaded.
    void makeDocuments()
    {
        const QString path = u"workspaces/%1/documents"_s.arg(victims(u"workspaceId"_s));
        const QString token = m_victim.accessToken;
        m_ids[u"documentId"_s] =
            m_server->rest("POST", path, token, {{"name", "Policy"}, {"text", "Refunds of Acme Corp take a week."}})
                .text("id");
        const QString graph = u"workspaces/%1/graph"_s.arg(victims(u"workspaceId"_s));
        const auto names = [&] { return m_server->rest("GET", graph, token).body.at("items").as_array(); };
        QVERIFY(QTest::qWaitFor([&] { return !names().empty(); }, 30'000));
        m_ids[u"entityId"_s] = textOf(names().at(0).at("id"));
        const RestReply passages = m_server->rest("GET", path + u"/%1/passages"_s.arg(victims(u"documentId"_s)), token);
        m_ids[u"passageId"_s] = textOf(passages.body.at("items").at(0).at("id"));
        m_ids[u"uploadId"_s] =
            m_server->rest("POST", path + u"/uploads"_s, token, {{"name", "big.pdf"}, {"size", 1000}}).text("id");
    }

    void makeWorkflowWithFile()
    {
        const QString token = m_victim.accessToken;
        const QString path = u"workspaces/%1/"_s.arg(victims(u"workspaceId"_s));
        const json::object asks{{"key", "asks"},
                                {"kind", "savedQuestion"},
                                {"name", ""},
                                {"savedQuestionId", victims(u"savedQuestionId"_s).toStdString()}};
        const json::object sends{{"key", "sends"},
                                 {"kind", "delivery"},
                                 {"name", ""},
                                 {"of", "asks"},
                                 {"delivery", {{"mail", json::array()}, {"webhook", false}, {"file", "csv"}}}};
        const RestReply made =
            m_server->rest("POST", path + u"workflows"_s, token,
                           {{"name", "Month end"}, {"inputs", json::array()}, {"steps", json::array{asks, sends}}});
        QCOMPARE(made.status, 201);
        m_ids[u"workflowId"_s] = made.text("id");
        const RestReply run = m_server->rest("POST", path + u"workflows/%1/run"_s.arg(made.text("id")), token,
                                             {{"inputs", json::array()}});
        QCOMPARE(run.status, 201);
        m_ids[u"workflowRunId"_s] = run.text("id");
        const auto state = [&] {
            return m_server->rest("GET", path + u"workflow-runs/"_s + run.text("id"), token).text("state");
        };
        QTRY_COMPARE_WITH_TIMEOUT(state(), u"done"_s, 30'000);
    }

    QString victims(const QString &kind) const { return m_ids.value(kind); }

    /// A key of the victim itself, for one of its workspaces.
    QString victimsKeyFor(const QString &workspace)
    {
        return m_server
            ->rest("POST", u"workspaces/%1/api-keys"_s.arg(workspace), m_victim.accessToken, {{"name", "Key"}})
            .text("key");
    }

    static bool isOfAWorkspace(const QString &kind)
    {
        static const QStringList kinds = {
            u"workspaceId"_s,   u"databaseId"_s,      u"conversationId"_s, u"messageId"_s,  u"resultId"_s,
            u"streamId"_s,      u"savedQuestionId"_s, u"dashboardId"_s,    u"scheduleId"_s, u"agentMemoryId"_s,
            u"documentId"_s,    u"uploadId"_s,        u"agentId"_s,        u"entityId"_s,   u"workflowId"_s,
            u"workflowRunId"_s, u"agentSessionId"_s,  u"agentStreamId"_s,  u"passageId"_s};
        return kinds.contains(kind);
    }

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
        m_ids[u"exampleId"_s] =
            m_server->rest("POST", u"chat/examples"_s, token, {{"messageId", answer.text("messageId").toStdString()}})
                .text("id");
        const RestReply saved =
            m_server->rest("POST", u"chat/save"_s, token, {{"messageId", answer.text("messageId").toStdString()}});
        QCOMPARE(saved.status, 201);
        m_ids[u"savedQuestionId"_s] = saved.text("id");
        makeScheduleWithFile();
        makeMemory();
        makeDocuments();
        makeWorkflowWithFile();
        const QString accuracy = u"tenant/databases/%1/accuracy/"_s.arg(victims(u"databaseId"_s));
        m_ids[u"accuracyPairId"_s] =
            m_server
                ->rest("POST", accuracy + u"pairs"_s, token,
                       {{"question", "How many customers?"}, {"sql", "SELECT COUNT(*) FROM customers"}})
                .text("id");
        m_ids[u"accuracyRunId"_s] = m_server->rest("POST", accuracy + u"runs"_s, token).text("id");
        m_ids[u"dashboardId"_s] = m_server->rest("POST", u"dashboards"_s, token, {{"name", "Sales"}}).text("id");
        m_ids[u"agentId"_s] =
            m_server
                ->rest("POST", u"workspaces/%1/agents"_s.arg(victims(u"workspaceId"_s)), token, {{"name", "Helper"}})
                .text("id");
        const RestReply told = m_server->rest("POST", u"workspaces/%1/chat"_s.arg(victims(u"workspaceId"_s)), token,
                                              {{"query", "How many customers?"}});
        m_ids[u"agentSessionId"_s] = told.text("sessionId");
        m_ids[u"agentStreamId"_s] = told.text("stream");
        const RestReply pinned = m_server->rest("POST", u"dashboards/%1/items"_s.arg(victims(u"dashboardId"_s)), token,
                                                {{"savedQuestionId", saved.text("id").toStdString()}});
        QCOMPARE(pinned.status, 201);
        m_ids[u"itemId"_s] = textOf(pinned.body.at("items").at(0).at("id"));
        m_ids[u"webhookId"_s] =
            textOf(m_server
                       ->rest("POST", u"tenant/webhooks"_s, token,
                              {{"url", "http://127.0.0.1:9/"}, {"events", json::array{"question.answered"}}})
                       .body.at("webhook")
                       .at("id"));
        m_ids[u"deliveryId"_s] =
            m_server->rest("POST", u"tenant/webhooks/%1/test"_s.arg(victims(u"webhookId"_s)), token).text("id");
        m_ids[u"signOnProviderId"_s] = m_server
                                           ->rest("POST", u"tenant/sign-on/providers"_s, token,
                                                  {{"name", "Login"}, {"issuer", "https://login.example.org"}})
                                           .text("id");
        m_ids[u"apiKeyId"_s] =
            m_server->rest("POST", u"workspaces/%1/api-keys"_s.arg(victims(u"workspaceId"_s)), token, {{"name", "Key"}})
                .text("id");
        m_ids[u"sessionId"_s] =
            textOf(m_server->rest("GET", u"auth/sessions"_s, token).body.at("items").at(0).at("id"));
        m_ids[u"teamId"_s] = m_server->rest("POST", u"teams"_s, token, {{"name", "Team"}}).text("id");
        const RestReply invitation = m_server->rest("POST", u"invitations"_s, token, {{"role", "member"}});
        QCOMPARE(invitation.status, 201);
        m_ids[u"invitationId"_s] = textOf(invitation.body.at("invitation").at("id"));
        m_ids[u"ticketId"_s] =
            m_server->rest("POST", u"support/tickets"_s, token, {{"subject", "Help"}, {"text", "It does not work."}})
                .text("id");
        makeInvoice();
        makeAnnouncement();
        for (auto each = m_ids.cbegin(); each != m_ids.cend(); ++each)
            QVERIFY2(!each.value().isEmpty(), qPrintable(each.key()));
        makeAttackers();
        m_ownWorkspaceKey = victimsKeyFor(victims(u"workspaceId"_s));
        const QString other = m_server
                                  ->rest("POST", u"organizations/%1/workspaces"_s.arg(victims(u"organizationId"_s)),
                                         token, {{"name", "Second"}})
                                  .text("id");
        m_otherWorkspaceKey = victimsKeyFor(other);
        const RestReply own = m_server->rest("POST", u"tenant/databases"_s, m_otherWorkspaceKey,
                                             {{"name", "Shop"}, {"url", "sqlite://" + m_server->shop().toStdString()}});
        m_otherWorkspaceDatabase = own.text("id");
        QVERIFY(!m_ownWorkspaceKey.isEmpty() && !m_otherWorkspaceKey.isEmpty() && !m_otherWorkspaceDatabase.isEmpty());
    }

    void cleanupTestCase() { m_server.reset(); }

    void everyIdOfEveryOperationIsOfAKindThatTheTestKnows()
    {
        for (const Described &operation : m_operations) {
            for (const QString &field : operation.ids())
                QVERIFY2(m_ids.contains(kindOf(operation, field)), qPrintable(u"%1: %2"_s.arg(operation.name, field)));
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
                QTest::addRow("%s %d", qPrintable(m_operations[i].name), int(i)) << int(i);
        }
    }

    void anotherOrganisationsIdAnswersAsARandomOne()
    {
        QFETCH(int, index);
        const Described &operation = m_operations[size_t(index)];
        const auto anyId = [](const QString &) { return randomId(); };
        const auto victimsId = [this](const QString &kind) { return victims(kind); };
        for (const auto &[who, token] : m_attackers) {
            const RestReply foreign = call(operation, token, victimsId);
            QCOMPARE(comparable(foreign), comparable(call(operation, token, anyId)));
            QVERIFY2(foreign.status >= 400 && foreign.status < 500, qPrintable(who));
            for (const QString &id : std::as_const(m_ids))
                QVERIFY2(!comparable(foreign).contains(id.toLatin1()), qPrintable(who + u' ' + id));
        }
    }

    void theSameHoldsOverTheWebSocket_data() { anotherOrganisationsIdAnswersAsARandomOne_data(); }

    void theSameHoldsOverTheWebSocket()
    {
        QFETCH(int, index);
        const Described &operation = m_operations[size_t(index)];
        for (const auto &[who, token] : m_attackers) {
            RpcConnection rpc(*m_server, token);
            const json::object random = callRpc(rpc, operation, [](const QString &) { return randomId(); });
            const json::object foreign = callRpc(rpc, operation, [this](const QString &kind) { return victims(kind); });
            QVERIFY2(foreign.contains("error"), qPrintable(who));
            QCOMPARE(comparable(foreign), comparable(random));
            for (const QString &id : std::as_const(m_ids))
                QVERIFY2(!comparable(foreign).contains(id.toLatin1()), qPrintable(who + u' ' + id));
        }
    }

    /// With several ids in one request, the attacker's own must not carry the victim's in.
    void oneForeignIdAmongOwnOnesAnswersAsARandomOneAmongThem()
    {
        const QString token = m_attacker.accessToken;
        const QString workspace = m_server->rest("GET", u"tenant"_s, token).text("defaultWorkspaceId");
        const QString database = m_server->connectShop(token);
        QVERIFY(!database.isEmpty());
        const QString conversation =
            m_server
                ->rest("POST", u"chat/query"_s, token,
                       {{"databaseId", database.toStdString()}, {"question", "How many customers?"}})
                .text("conversationId");
        QVERIFY(!conversation.isEmpty());
        const QString team = m_server->rest("POST", u"teams"_s, token, {{"name", "Own team"}}).text("id");
        const auto own = [&](const QString &kind) {
            static const QHash<QString, QString> mine = {{u"workspaceId"_s, workspace},
                                                         {u"databaseId"_s, database},
                                                         {u"conversationId"_s, conversation},
                                                         {u"teamId"_s, team},
                                                         {u"userId"_s, m_attacker.user.id.toString()}};
            return mine.value(kind);
        };
        for (const Described &operation : m_operations) {
            if (operation.ids().size() < 2)
                continue;
            for (const QString &field : operation.ids()) {
                const QString attacked = kindOf(operation, field);
                const auto mixed = [&](bool random) {
                    return call(operation, token, [&](const QString &kind) {
                        const QString mine = kind == attacked ? QString() : own(kind);
                        if (!mine.isEmpty())
                            return mine;
                        return random ? randomId() : victims(kind);
                    });
                };
                const RestReply foreign = mixed(false);
                QCOMPARE(comparable(foreign), comparable(mixed(true)));
                // What operators do is refused before any id is looked at.
                const int refusal = isForOperators(operation) ? 403 : 404;
                QVERIFY2(foreign.status == refusal, qPrintable(operation.name + u' ' + field));
            }
        }
    }

    void aKeyOfOneWorkspaceIsAStrangerInAnother_data() { anotherOrganisationsIdAnswersAsARandomOne_data(); }

    void aKeyOfOneWorkspaceIsAStrangerInAnother()
    {
        QFETCH(int, index);
        const Described &operation = m_operations[size_t(index)];
        const auto ids = operation.ids();
        if (!std::ranges::any_of(ids, [&](const QString &field) { return isOfAWorkspace(kindOf(operation, field)); }))
            return;
        const auto anyId = [](const QString &kind) { return isOfAWorkspace(kind) ? randomId() : QString(); };
        const auto choose = [&](bool random) {
            return [this, random, anyId](const QString &kind) {
                return random && isOfAWorkspace(kind) ? anyId(kind) : victims(kind);
            };
        };
        const RestReply foreign = call(operation, m_otherWorkspaceKey, choose(false));
        QCOMPARE(comparable(foreign), comparable(call(operation, m_otherWorkspaceKey, choose(true))));
        QVERIFY2(foreign.status == 404 || foreign.status == 403, comparable(foreign).constData());
        RpcConnection rpc(*m_server, m_otherWorkspaceKey);
        const json::object foreignRpc = callRpc(rpc, operation, choose(false));
        QVERIFY(foreignRpc.contains("error"));
        QCOMPARE(comparable(foreignRpc), comparable(callRpc(rpc, operation, choose(true))));
    }

    /// Each id alone, with a database of the key's own workspace beside it.
    void oneIdOfAnotherWorkspaceAmongTheKeysOwnIsRefused()
    {
        for (const Described &operation : m_operations) {
            const auto ids = operation.ids();
            for (const QString &field : ids) {
                const QString attacked = kindOf(operation, field);
                if (ids.size() < 2 || !isOfAWorkspace(attacked))
                    continue;
                const RestReply reply = call(operation, m_otherWorkspaceKey, [&](const QString &kind) {
                    if (kind == attacked)
                        return victims(kind);
                    return kind == u"databaseId" ? m_otherWorkspaceDatabase : victims(kind);
                });
                QVERIFY2(reply.status == 404 || reply.status == 403, qPrintable(operation.name + u' ' + field));
            }
        }
    }

    void aKeyOfOneWorkspaceListsNothingOfAnother()
    {
        for (const QString &list :
             {u"chat/databases"_s, u"conversations"_s, u"tenant/databases"_s, u"saved-questions"_s, u"dashboards"_s}) {
            const RestReply reply = m_server->rest("GET", list, m_otherWorkspaceKey);
            QCOMPARE(reply.status, 200);
            for (const QString &kind : {u"databaseId"_s, u"conversationId"_s, u"savedQuestionId"_s, u"dashboardId"_s})
                QVERIFY2(!reply.bytes.contains(victims(kind).toLatin1()), qPrintable(list));
            const RestReply inside = m_server->rest("GET", list, m_ownWorkspaceKey);
            const QString kind = list == u"conversations" ? u"conversationId"_s
                                 : list == u"dashboards"  ? u"dashboardId"_s
                                                          : u"databaseId"_s;
            QVERIFY2(inside.bytes.contains(victims(kind).toLatin1()), qPrintable(list));
        }
    }

    void aKeyListsItsOwnWorkspaceAlone()
    {
        const QString list = u"organizations/%1/workspaces"_s.arg(victims(u"organizationId"_s));
        const RestReply reply = m_server->rest("GET", list, m_otherWorkspaceKey);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body.at("items").as_array().size(), size_t(1));
        QVERIFY(!reply.bytes.contains(victims(u"workspaceId"_s).toLatin1()));
        QCOMPARE(m_server->rest("GET", list, m_victim.accessToken).body.at("items").as_array().size(), size_t(2));
    }

    /// Without this the tests above would pass with a key that opens nothing.
    void aKeyOfTheWorkspaceIsLetIn_data() { anotherOrganisationsIdAnswersAsARandomOne_data(); }

    void aKeyOfTheWorkspaceIsLetIn()
    {
        QFETCH(int, index);
        const Described &operation = m_operations[size_t(index)];
        if (operation.verb != "GET")
            return;
        const RestReply reply =
            call(operation, m_ownWorkspaceKey, [this](const QString &kind) { return victims(kind); });
        QVERIFY2(reply.status == (isForOperators(operation) ? 403 : 200), comparable(reply).constData());
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
        const QString &reader = isForOperators(operation) ? m_platform.accessToken : m_victim.accessToken;
        const RestReply reply = call(operation, reader, [this](const QString &kind) { return victims(kind); });
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
        QCOMPARE(keys.body.at("items").as_array().size(), size_t(2));
        const auto workspaces =
            m_server->rest("GET", u"organizations/%1/workspaces"_s.arg(victims(u"organizationId"_s)), token);
        QCOMPARE(workspaces.body.at("items").as_array().size(), size_t(2));
        QVERIFY(workspaces.bytes.contains("\"General\"") && workspaces.bytes.contains("\"Second\""));
        for (const QString &list : {u"tenant/users"_s, u"teams"_s, u"invitations"_s})
            QCOMPARE(m_server->rest("GET", list, token).body.at("items").as_array().size(), size_t(1));
        QCOMPARE(m_server->rest("GET", u"teams/"_s + victims(u"teamId"_s), token).body.at("members").as_array().size(),
                 size_t(0));
        QCOMPARE(m_server->rest("GET", u"tenant"_s, token).text("status"), u"active"_s);
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
