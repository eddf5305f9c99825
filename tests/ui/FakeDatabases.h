// SPDX-License-Identifier: GPL-3.0-or-later
//
// Answers about a database with as many tables as a test wants, made page by page.
#pragma once

#include "core/api/Codec.h"
#include "core/api/Databases.h"
#include "core/api/SchemaDiagrams.h"
#include "tests/ui/FakeServer.h"

#include <algorithm>

namespace tabletalk::test {

/// A message with these fields, and the rest as it is by itself: a real server leaves none out.
template <class Message>
QJsonObject messageWith(const QJsonObject &fields)
{
    QJsonObject made = QJsonDocument::fromJson(QByteArray::fromStdString(api::toJsonText(Message{}))).object();
    for (auto field = fields.begin(); field != fields.end(); ++field)
        made[field.key()] = field.value();
    return made;
}

template <class Message>
QJsonArray messagesWith(const QJsonArray &items)
{
    QJsonArray made;
    for (const QJsonValue &item : items)
        made.append(messageWith<Message>(item.toObject()));
    return made;
}

class FakeDatabases
{
public:
    explicit FakeDatabases(int tableCount)
        : m_tableCount(tableCount)
    {}

    /// Declares everything that the panels of databases ask for.
    void serve(FakeServer &server, const QString &wantedStage = QStringLiteral("ready"))
    {
        stage = wantedStage;
        server.on(QStringLiteral("databases.list"), FakeServer::Answer([this](const QJsonObject &) {
                      return QJsonObject{{QStringLiteral("items"), QJsonArray{database(), other()}}};
                  }));
        server.on(QStringLiteral("databases.read"),
                  FakeServer::Answer([this](const QJsonObject &) { return QJsonValue(database()); }));
        server.on(QStringLiteral("databases.schema"),
                  FakeServer::Answer([this](const QJsonObject &params) { return QJsonValue(schema(params)); }));
        server.on(QStringLiteral("databases.table"), FakeServer::Answer([this](const QJsonObject &params) {
                      return QJsonValue(details(params.value(QStringLiteral("name")).toString()));
                  }));
        server.on(QStringLiteral("databases.diagram"),
                  FakeServer::Answer([this](const QJsonObject &params) { return QJsonValue(diagram(params)); }));
        const auto catalogueOf =
            FakeServer::Answer([this](const QJsonObject &params) { return QJsonValue(catalogue(params)); });
        server.on(QStringLiteral("databases.catalogue"), catalogueOf);
        server.on(QStringLiteral("databases.catalogueUrl"), catalogueOf);
        server.on(QStringLiteral("databases.drift"), messageWith<api::SchemaDrift>({}));
        server.on(QStringLiteral("events.resume"), QJsonObject{{QStringLiteral("lastSeq"), 0}});
        server.on(QStringLiteral("chat.databases"), QJsonObject{{QStringLiteral("items"), QJsonArray()}});
        server.on(QStringLiteral("conversations.list"), QJsonObject{{QStringLiteral("items"), QJsonArray()}});
    }

    static QString schemaOf(int number)
    {
        static const char *names[] = {"finance", "human_resources", "production", "sales"};
        return QString::fromLatin1(names[number % 4]);
    }
    static QString nameOf(int number)
    {
        static const char *words[] = {"customers", "orders", "order_items", "invoices",  "payments",
                                      "products",  "stores", "employees",   "shipments", "budgets"};
        return QStringLiteral("%1_%2").arg(QString::fromLatin1(words[number / 4 % 10])).arg(number, 4, 10, QChar(u'0'));
    }

    QJsonObject database() const
    {
        QJsonObject made{{QStringLiteral("id"), idText(7)},
                         {QStringLiteral("workspaceId"), idText(5)},
                         {QStringLiteral("name"), name},
                         {QStringLiteral("kind"), QStringLiteral("postgresql")},
                         {QStringLiteral("displayUrl"),
                          QStringLiteral("postgresql://reader:***@db.example.org:5432/warehouse?sslmode=verify-full")},
                         {QStringLiteral("readOnly"), true},
                         {QStringLiteral("accountCanWrite"), accountCanWrite},
                         {QStringLiteral("tableCount"), m_tableCount},
                         {QStringLiteral("askable"), askable},
                         {QStringLiteral("onboardingStream"), idText(40)},
                         {QStringLiteral("onboarding"), progress()},
                         {QStringLiteral("createdAt"), QStringLiteral("2026-01-01T08:00:00Z")},
                         {QStringLiteral("onboardedAt"), QStringLiteral("2026-01-02T09:30:00Z")}};
        if (!health.isEmpty())
            made[QStringLiteral("health")] = messageWith<api::DatabaseHealth>(health);
        if (!stages.isEmpty())
            made[QStringLiteral("stages")] = messagesWith<api::OnboardingStage>(stages);
        return messageWith<api::Database>(made);
    }

    QJsonObject progress() const
    {
        return {{QStringLiteral("stage"), stage},
                {QStringLiteral("done"), done},
                {QStringLiteral("total"), total},
                {QStringLiteral("secondsLeft"), 95},
                {QStringLiteral("detail"), detail}};
    }

    QJsonObject schema(const QJsonObject &params) const
    {
        const int limit = params.value(QStringLiteral("limit")).toInt(2000);
        const int from = params.value(QStringLiteral("cursor")).toString().toInt();
        const std::vector<int> numbers = matching(params);
        QJsonArray tables;
        for (size_t i = size_t(from); i < numbers.size() && i < size_t(from + limit); ++i)
            tables.append(table(numbers[i], params.value(QStringLiteral("columns")).toBool(true)));
        QJsonObject made{{QStringLiteral("organizationKind"), QStringLiteral("retail")},
                         {QStringLiteral("organizationConfidence"), 0.9},
                         {QStringLiteral("organizationEvidence"),
                          QJsonArray{QStringLiteral("Tables named customers, orders, order_items, products, stores"),
                                     QStringLiteral("Columns named products.sku, customers.loyalty_tier")}},
                         {QStringLiteral("tables"), tables},
                         {QStringLiteral("examples"), examples()},
                         {QStringLiteral("tableCount"), qint64(numbers.size())},
                         {QStringLiteral("complete"), profiledTables >= m_tableCount}};
        if (size_t(from + limit) < numbers.size())
            made[QStringLiteral("nextCursor")] = QString::number(from + limit);
        return messageWith<api::DatabaseSchema>(made);
    }

    QJsonObject details(const QString &tableName) const
    {
        const int number = tableName.section(u'_', -1).toInt();
        QJsonArray keys;
        QJsonArray referredBy;
        keys.append(key(number, QStringLiteral("customer_id"), (number + 4) % m_tableCount, false));
        keys.append(key(number, QStringLiteral("store_id"), (number + 24) % m_tableCount, true));
        referredBy.append(key((number + 8) % m_tableCount, QStringLiteral("parent_id"), number, false));
        return {{QStringLiteral("table"), table(number, true)},
                {QStringLiteral("keys"), keys},
                {QStringLiteral("referredBy"), referredBy}};
    }

    /// Each table refers to one of its module, and every seventh to the first of all.
    QJsonObject diagram(const QJsonObject &params) const
    {
        const size_t limit = size_t(params.value(QStringLiteral("limit")).toInt(2000));
        const std::vector<int> numbers = matching(params);
        QJsonArray tables;
        QJsonArray keys;
        const auto column = [](const QString &columnName, const QString &type, bool primary, bool foreign) {
            return messageWith<api::DiagramColumn>({{QStringLiteral("name"), columnName},
                                                    {QStringLiteral("databaseType"), type},
                                                    {QStringLiteral("primaryKey"), primary},
                                                    {QStringLiteral("foreignKey"), foreign}});
        };
        const auto key = [&](int from, int to, bool inferred) {
            keys.append(QJsonObject{{QStringLiteral("from"), from},
                                    {QStringLiteral("to"), to},
                                    {QStringLiteral("columns"), QJsonArray{QStringLiteral("customer_id")}},
                                    {QStringLiteral("referencedColumns"), QJsonArray{QStringLiteral("id")}},
                                    {QStringLiteral("inferred"), inferred}});
        };
        const int shown = int(std::min(limit, numbers.size()));
        for (int i = 0; i < shown; ++i) {
            const int number = numbers[size_t(i)];
            tables.append(messageWith<api::DiagramTable>(
                {{QStringLiteral("schema"), schemaOf(number)},
                 {QStringLiteral("name"), nameOf(number)},
                 {QStringLiteral("kind"), number % 17 == 0 ? QStringLiteral("view") : QStringLiteral("table")},
                 {QStringLiteral("columnCount"), 20},
                 {QStringLiteral("columns"),
                  QJsonArray{column(QStringLiteral("id"), QStringLiteral("bigint"), true, false),
                             column(QStringLiteral("customer_id"), QStringLiteral("bigint"), false, true),
                             column(QStringLiteral("total"), QStringLiteral("numeric(12,2)"), false, false)}}}));
            if (i % 20 > 0)
                key(i, i / 20 * 20 + i % 20 / 3, i % 5 == 0);
            if (i % 7 == 0 && i > 0)
                key(i, 0, false);
        }
        return messageWith<api::SchemaDiagram>({{QStringLiteral("tables"), tables},
                                                {QStringLiteral("keys"), keys},
                                                {QStringLiteral("tableCount"), qint64(numbers.size())}});
    }

    QJsonObject catalogue(const QJsonObject &params) const
    {
        const int limit = params.value(QStringLiteral("limit")).toInt(1000);
        const std::vector<int> numbers = matching(params);
        QJsonArray tables;
        for (size_t i = 0; i < numbers.size() && i < size_t(limit); ++i)
            tables.append(QJsonObject{
                {QStringLiteral("schema"), schemaOf(numbers[i])},
                {QStringLiteral("name"), nameOf(numbers[i])},
                {QStringLiteral("kind"), numbers[i] % 17 == 0 ? QStringLiteral("view") : QStringLiteral("table")},
                {QStringLiteral("rowEstimate"), qint64(numbers[i]) * 733 % 98765}});
        QJsonArray schemas;
        for (int i = 0; i < std::min(4, m_tableCount); ++i)
            schemas.append(QJsonObject{{QStringLiteral("name"), schemaOf(i)},
                                       {QStringLiteral("tableCount"), (m_tableCount - i + 3) / 4}});
        return {{QStringLiteral("schemas"), schemas},
                {QStringLiteral("tables"), tables},
                {QStringLiteral("tableCount"), m_tableCount},
                {QStringLiteral("matchCount"), qint64(numbers.size())}};
    }

    QString name = QStringLiteral("Warehouse");
    QString stage = QStringLiteral("ready");
    qint64 done = 0;
    qint64 total = 0;
    QString detail;
    bool askable = false;
    bool accountCanWrite = false;
    QJsonObject health;
    QJsonArray stages;
    int profiledTables = 1000000; ///< the first so many were looked at

private:
    static QJsonObject other()
    {
        return messageWith<api::Database>(
            {{QStringLiteral("id"), idText(8)},
             {QStringLiteral("workspaceId"), idText(5)},
             {QStringLiteral("name"), QStringLiteral("Archive of the shop in Gothenburg, years 1998 to 2009")},
             {QStringLiteral("kind"), QStringLiteral("sqlite")},
             {QStringLiteral("displayUrl"), QStringLiteral("sqlite:///data/archive.db")},
             {QStringLiteral("onboarding"),
              messageWith<api::OnboardingProgress>(
                  {{QStringLiteral("stage"), QStringLiteral("failed")},
                   {QStringLiteral("detail"), QStringLiteral("The file is no database.")}})},
             {QStringLiteral("health"), messageWith<api::DatabaseHealth>(
                                            {{QStringLiteral("state"), QStringLiteral("failing")},
                                             {QStringLiteral("detail"), QStringLiteral("The file is no database.")},
                                             {QStringLiteral("checkedAt"), QStringLiteral("2026-01-02T09:30:00Z")}})},
             {QStringLiteral("createdAt"), QStringLiteral("2026-01-01T08:00:00Z")}});
    }

    static QJsonArray examples()
    {
        QJsonArray made;
        for (const QString &question :
             {QStringLiteral("How many orders are there per channel?"), QStringLiteral("Top 5 customers by revenue"),
              QStringLiteral("Average salary of employees by job title in the stores of the northern region that "
                             "opened before 2015")})
            made.append(QJsonObject{{QStringLiteral("question"), question}, {QStringLiteral("sql"), QString()}});
        return made;
    }

    std::vector<int> matching(const QJsonObject &params) const
    {
        const QString search = params.value(QStringLiteral("search")).toString();
        const QJsonValue wanted = params.value(QStringLiteral("schema"));
        std::vector<int> numbers;
        for (int i = 0; i < m_tableCount; ++i) {
            if (nameOf(i).contains(search, Qt::CaseInsensitive) && (!wanted.isString() || wanted == schemaOf(i)))
                numbers.push_back(i);
        }
        return numbers;
    }

    QJsonObject table(int number, bool columns) const
    {
        QJsonObject made{{QStringLiteral("schema"), schemaOf(number)},
                         {QStringLiteral("name"), nameOf(number)},
                         {QStringLiteral("kind"), number % 17 == 0 ? QStringLiteral("view") : QStringLiteral("table")},
                         {QStringLiteral("description"),
                          QStringLiteral("Each row is one of the %1. It refers to customer and store.")
                              .arg(nameOf(number).section(u'_', 0, 0))},
                         {QStringLiteral("columnCount"), 20},
                         {QStringLiteral("profiled"), number < profiledTables}};
        if (number < profiledTables)
            made[QStringLiteral("rowCount")] = qint64(number) * 733 % 98765;
        if (number % 3 == 0)
            made[QStringLiteral("comment")] = QStringLiteral("Loaded nightly from the till system");
        if (columns)
            made[QStringLiteral("columns")] = columnsOf();
        return messageWith<api::TableInfo>(made);
    }

    static QJsonObject column(const QString &columnName, const QString &databaseType, const QString &role,
                              const QString &description, const QJsonObject &more = {})
    {
        QJsonObject made{{QStringLiteral("name"), columnName},
                         {QStringLiteral("databaseType"), databaseType},
                         {QStringLiteral("role"), role},
                         {QStringLiteral("description"), description},
                         {QStringLiteral("samples"), QJsonArray()}};
        for (auto field = more.begin(); field != more.end(); ++field)
            made[field.key()] = field.value();
        return messageWith<api::ColumnInfo>(made);
    }

    static QJsonArray columnsOf()
    {
        QJsonArray made;
        made.append(column(QStringLiteral("id"), QStringLiteral("bigint"), QStringLiteral("identifier"),
                           QStringLiteral("Tells each row apart."),
                           {{QStringLiteral("primaryKey"), true},
                            {QStringLiteral("nullable"), false},
                            {QStringLiteral("distinctCount"), 48213},
                            {QStringLiteral("minimum"), QStringLiteral("1")},
                            {QStringLiteral("maximum"), QStringLiteral("48213")},
                            {QStringLiteral("samples"), QJsonArray{QStringLiteral("1"), QStringLiteral("2")}}}));
        made.append(column(QStringLiteral("customer_id"), QStringLiteral("bigint"), QStringLiteral("identifier"),
                           QStringLiteral("Who bought."),
                           {{QStringLiteral("references"), QStringLiteral("customers.id")},
                            {QStringLiteral("referenceInferred"), true},
                            {QStringLiteral("distinctCount"), 5000},
                            {QStringLiteral("exact"), false}}));
        made.append(
            column(QStringLiteral("total"), QStringLiteral("numeric(12,2)"), QStringLiteral("money"),
                   QStringLiteral("What the customer paid, with taxes."),
                   {{QStringLiteral("unit"), QStringLiteral("EUR")},
                    {QStringLiteral("distinctCount"), 9120},
                    {QStringLiteral("nullCount"), 12},
                    {QStringLiteral("minimum"), QStringLiteral("0.50")},
                    {QStringLiteral("maximum"), QStringLiteral("18250.00")},
                    {QStringLiteral("samples"), QJsonArray{QStringLiteral("19.90"), QStringLiteral("24.50")}}}));
        for (int i = 0; i < 17; ++i)
            made.append(
                column(QStringLiteral("attribute_%1").arg(i), QStringLiteral("character varying(80)"),
                       QStringLiteral("category"), QStringLiteral("A category with few values."),
                       {{QStringLiteral("distinctCount"), 3 + i},
                        {QStringLiteral("samples"), QJsonArray{QStringLiteral("north"), QStringLiteral("south"),
                                                               QStringLiteral("a rather long value of a category")}}}));
        return made;
    }

    static QJsonObject key(int from, const QString &columnName, int to, bool inferred)
    {
        return {{QStringLiteral("schema"), schemaOf(from)},
                {QStringLiteral("table"), nameOf(from)},
                {QStringLiteral("columns"), QJsonArray{columnName}},
                {QStringLiteral("referencedSchema"), schemaOf(to)},
                {QStringLiteral("referencedTable"), nameOf(to)},
                {QStringLiteral("referencedColumns"), QJsonArray{QStringLiteral("id")}},
                {QStringLiteral("inferred"), inferred},
                {QStringLiteral("confidence"), inferred ? 0.93 : 1.0}};
    }

    int m_tableCount;
};

} // namespace tabletalk::test
