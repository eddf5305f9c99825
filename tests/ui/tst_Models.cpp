// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/Csv.h"
#include "tests/support/TestRunner.h"
#include "tests/ui/ScriptedTransport.h"
#include "ui/audit/AuditModel.h"
#include "ui/chat/ConversationModel.h"
#include "ui/chat/MessageHistory.h"
#include "ui/chat/ResultChart.h"
#include "ui/chat/ResultModel.h"
#include "ui/chat/ResultTotals.h"
#include "ui/chat/SqlHighlighter.h"
#include "ui/connections/diagram/DiagramModel.h"
#include "ui/connections/explorer/ColumnModel.h"
#include "ui/connections/explorer/DriftModel.h"
#include "ui/security/ApiKeyModel.h"
#include "ui/security/SessionModel.h"
#include "ui/session/ServerAddress.h"
#include "ui/session/Workspaces.h"
#include "ui/sql/SqlSchema.h"
#include "ui/tenant/MemberModel.h"
#include "ui/theme/Colors.h"
#include "ui/widgets/RowList.h"
#include "ui/widgets/Tables.h"

#include <boost/json.hpp>

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTextDocumentFragment>

#include <cmath>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

/// What somebody may have called a table, a column, themselves or a program.
const QString markup(u"<img src=\"/dev/zero\"> & <b>more</b>"_s);

/// A session that is signed in at a server in the test's own hands.
struct Scripted
{
    Scripted()
    {
        auto transport = std::make_unique<ScriptedTransport>();
        server = transport.get();
        session = std::make_unique<Session>(std::move(transport));
        session->open(QUrl(u"ws://127.0.0.1:1/rpc"_s), api::SignedIn{u"a"_s, u"r"_s, 900, {}, {}, {}});
        server->accept();
        server->answer(server->last(u"auth.attach"_s).id, attachedJson());
    }
    ScriptedTransport *server = nullptr;
    std::unique_ptr<Session> session;
};

} // namespace

class TestModels : public QObject
{
    Q_OBJECT

    static api::MessagePage pageOf(int offset, int messages, int count)
    {
        api::MessagePage page;
        page.id = ConversationId::fromString(idText(20)).value();
        page.offset = offset;
        page.count = count;
        page.databaseId = ConnectionId::fromString(idText(7)).value();
        page.messages.resize(size_t(messages));
        for (int i = 0; i < messages; ++i) {
            page.messages[size_t(i)].id = MessageId::fromString(idText(100 + i)).value();
            page.messages[size_t(i)].stream = StreamId::fromString(idText(1000 + i)).value();
        }
        return page;
    }
    static QJsonObject jsonOf(const api::MessagePage &page)
    {
        return QJsonDocument::fromJson(QByteArray::fromStdString(api::toJsonText(page))).object();
    }
    /// Every tip of a model shows the signs that somebody wrote, and nothing that they ask for.
    static QStringList tipsTakenForMarkup(const QAbstractItemModel &model)
    {
        QStringList wrong;
        const auto look = [&wrong](const QString &tip) {
            const bool isRead = !Qt::mightBeRichText(tip);
            const QString shown = isRead ? tip : QTextDocumentFragment::fromHtml(tip).toPlainText();
            if (tip.contains(u"<img"_s) || (tip.contains(u"img"_s) && !shown.contains(u"<img src="_s)))
                wrong.append(tip);
        };
        for (int column = 0; column < model.columnCount(); ++column) {
            look(model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString());
            for (int row = 0; row < model.rowCount(); ++row)
                look(model.index(row, column).data(Qt::ToolTipRole).toString());
        }
        return wrong;
    }

    static std::vector<api::ColumnHeader> columns() { return {{u"city"_s, u"text"_s}, {u"total"_s, u"integer"_s}}; }

    static std::vector<boost::json::value> rows(int from, int count)
    {
        std::vector<boost::json::value> made;
        for (int i = 0; i < count; ++i)
            made.push_back(boost::json::array{"city " + std::to_string(from + i), from + i});
        return made;
    }

    static double luminance(const QColor &color)
    {
        const auto part = [](double v) { return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
        return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) + 0.0722 * part(color.blueF());
    }
    static double contrast(const QColor &a, const QColor &b)
    {
        const double one = luminance(a);
        const double two = luminance(b);
        return (std::max(one, two) + 0.05) / (std::min(one, two) + 0.05);
    }

private Q_SLOTS:
    void aResultOfAnySizeAsksOnlyForWhatIsLookedAt()
    {
        std::vector<qint64> fetched;
        ResultModel model(columns(), 1000000, [&](qint64 offset, int) { fetched.push_back(offset); });
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        fetched.clear();
        model.take(0, rows(0, ResultModel::pageSize));
        QCOMPARE(model.data(model.index(3, 0), Qt::DisplayRole).toString(), u"city 3"_s);
        QVERIFY(fetched.empty());
        QCOMPARE(model.data(model.index(500000, 1), Qt::DisplayRole).toString(), u"…"_s);
        QCOMPARE(model.data(model.index(500001, 1), Qt::DisplayRole).toString(), u"…"_s);
        QCOMPARE(fetched, std::vector<qint64>{500000});
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.take(500000, rows(500000, ResultModel::pageSize));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.data(model.index(500000, 1), Qt::DisplayRole).toString(), u"500000"_s);
    }

    void aResultKeepsBoundedMemory()
    {
        ResultModel model(columns(), 1000000, [](qint64, int) {});
        const int pages = ResultModel::maxPages * 2;
        for (int page = 0; page < pages; ++page)
            model.take(qint64(page) * ResultModel::pageSize, rows(page * ResultModel::pageSize, ResultModel::pageSize));
        int kept = 0;
        for (int page = 0; page < pages; ++page)
            kept += model.isLoaded(page * ResultModel::pageSize) ? 1 : 0;
        QCOMPARE(kept, ResultModel::maxPages);
        QVERIFY(model.isLoaded(0)); // the chart is made of it
        QVERIFY(model.isLoaded((pages - 1) * ResultModel::pageSize));
    }

    void aPageThatFailedIsAskedForAgain()
    {
        int asked = 0;
        ResultModel model(columns(), 10, [&](qint64, int) { ++asked; });
        model.data(model.index(0, 0), Qt::DisplayRole);
        model.data(model.index(0, 0), Qt::DisplayRole);
        QCOMPARE(asked, 1);
        model.giveUp(0);
        model.data(model.index(0, 0), Qt::DisplayRole);
        QCOMPARE(asked, 2);
    }

    void nullIsShownAsADashAndNumbersKeepAllTheirDigits()
    {
        ResultModel model({{u"a"_s, u"decimal"_s}, {u"b"_s, u"real"_s}}, 1, {});
        model.take(0, {boost::json::array{nullptr, 2.0 / 3}});
        QCOMPARE(model.data(model.index(0, 0), Qt::DisplayRole).toString(), u"–"_s);
        QCOMPARE(model.data(model.index(0, 1), Qt::DisplayRole).toString(), u"0.6667"_s);
        QCOMPARE(model.data(model.index(0, 1), Qt::EditRole).toString().toDouble(), 2.0 / 3);
    }

    void membersKeepTheModelsContract()
    {
        MemberModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        api::Member member;
        member.fullName = u"Ada"_s;
        model.setMembers({member, member});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.data(model.index(1, 0), Qt::DisplayRole).toString(), u"Ada"_s);
    }

    void conversationsAreFetchedPageByPage()
    {
        auto transport = std::make_unique<ScriptedTransport>();
        ScriptedTransport *server = transport.get();
        Session session(std::move(transport));
        session.open(QUrl(u"ws://127.0.0.1:1/rpc"_s), api::SignedIn{u"a"_s, u"r"_s, 900, {}, {}, {}});
        server->accept();
        server->answer(server->last(u"auth.attach"_s).id, attachedJson());
        const Workspaces workspaces(session);
        ConversationModel model(session, workspaces);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto item = [](int id) {
            return QJsonObject{{u"id"_s, idText(id)},
                               {u"databaseId"_s, idText(7)},
                               {u"title"_s, u"t%1"_s.arg(id)},
                               {u"updatedAt"_s, u"2026-01-01T00:00:00Z"_s}};
        };
        model.reload();
        server->answer(server->last(u"conversations.list"_s).id,
                       QJsonObject{{u"items"_s, QJsonArray{item(20), item(21)}}, {u"nextCursor"_s, u"more"_s}});
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(model.canFetchMore({}));
        model.fetchMore({});
        QVERIFY(!model.canFetchMore({}));
        QCOMPARE(server->last(u"conversations.list"_s).params.value(u"cursor"_s).toString(), u"more"_s);
        server->answer(server->last(u"conversations.list"_s).id, QJsonObject{{u"items"_s, QJsonArray{item(22)}}});
        QCOMPARE(model.rowCount(), 3);
        model.remove(1);
        server->answer(server->last(u"conversations.delete"_s).id, QJsonObject{});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.idAt(1)->toString(), idText(22));
    }

    void serverAddressesAreNormalised_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("url");
        QTest::newRow("name") << u"example.org"_s << u"wss://example.org:8765/rpc"_s;
        QTest::newRow("loopback") << u" 127.0.0.1:9000 "_s << u"ws://127.0.0.1:9000/rpc"_s;
        QTest::newRow("private") << u"192.168.1.20"_s << u"ws://192.168.1.20:8765/rpc"_s;
        QTest::newRow("http") << u"http://localhost:8765"_s << u"ws://localhost:8765/rpc"_s;
        QTest::newRow("https") << u"https://example.org/app"_s << u"wss://example.org:443/rpc"_s;
        QTest::newRow("wss") << u"wss://example.org/rpc"_s << u"wss://example.org:443/rpc"_s;
        QTest::newRow("credentials are dropped") << u"ws://a:b@h:1/x?y#z"_s << u"ws://h:1/rpc"_s;
    }
    void serverAddressesAreNormalised()
    {
        QFETCH(QString, typed);
        QFETCH(QString, url);
        const auto read = serverAddress(typed);
        QVERIFY(read);
        QCOMPARE(read->toString(), url);
    }

    void whatIsNoAddressIsRefusedWithAHint()
    {
        for (const QString &typed : {u""_s, u"   "_s, u"ftp://example.org"_s, u"ws://"_s, u"a b c"_s}) {
            const auto read = serverAddress(typed);
            QVERIFY2(!read, qPrintable(typed));
            QVERIFY(!read.error().hint.isEmpty());
        }
    }

    void csvIsWrittenAsOthersReadIt()
    {
        const auto line = [](const CellRow &cells) { return csvLine(exactRow(cells, {}), {.guardFormulas = true}); };
        QCOMPARE(line({QVariant(u"a,b"_s), QVariant(u"say \"hi\""_s), QVariant(), QVariant(12LL), QVariant(1.5)}),
                 QByteArray("\"a,b\",\"say \"\"hi\"\"\",,12,1.5\r\n"));
        // No text becomes a formula; numbers stay numbers.
        QCOMPARE(line({QVariant(u"=1+1"_s), QVariant(u"-5"_s), QVariant(u"-x"_s)}), QByteArray("'=1+1,-5,'-x\r\n"));
    }

    void aChartIsMadeOfColumnsThatExist()
    {
        const std::vector<CellRow> cells = {{QVariant(u"Osaka"_s), QVariant(3LL)}, {QVariant(), QVariant(u"4.5"_s)}};
        const auto chart = chartOf({u"bar"_s, u"Orders"_s, u"city"_s, {u"total"_s}}, columns(), cells, 2);
        QVERIFY(chart);
        QCOMPARE(chart->categories.size(), 2);
        QCOMPARE(chart->series.front().values, (std::vector<double>{3, 4.5}));
        QVERIFY(!chartOf({u"bar"_s, {}, u"nowhere"_s, {u"total"_s}}, columns(), cells, 2));
        QVERIFY(!chartOf({u"bar"_s, {}, u"city"_s, {u"nothing"_s}}, columns(), cells, 2));
        QVERIFY(!chartOf({u"hologram"_s, {}, u"city"_s, {u"total"_s}}, columns(), cells, 2));
        QVERIFY(!chartOf({u"bar"_s, {}, u"city"_s, {u"total"_s}}, columns(), {}, 0));
    }

    void aListThatIsFilledAnewKeepsItsChoice()
    {
        RowList list({u"things"_s, u"Things"_s, {u"Name"_s}, u"There is none."_s, u"noThings"_s}, nullptr);
        list.show();
        QVERIFY(list.findChild<QLabel *>(u"noThings"_s)->isVisible());
        const QSignalSpy chosen(&list, &RowList::chosenChanged);
        list.setRows({{u"a"_s, {u"One"_s}}, {u"b"_s, {u"Two"_s}}});
        QVERIFY(!list.findChild<QLabel *>(u"noThings"_s)->isVisible());
        list.choose(u"b"_s);
        QCOMPARE(chosen.size(), 1);
        list.setRows({{u"c"_s, {u"Three"_s}}, {u"b"_s, {u"Two"_s}}, {u"a"_s, {u"One"_s}}});
        QCOMPARE(list.chosenId(), u"b"_s);
        QCOMPARE(list.chosen(), 1);
        QCOMPARE(chosen.size(), 1); // nothing else was chosen
        list.setRows({{u"c"_s, {u"Three"_s}}});
        QCOMPARE(list.chosen(), -1);
        QCOMPARE(chosen.size(), 2);
    }
    void toolTipsShowWhatOthersWroteAsTheyWroteIt()
    {
        ResultModel result({{markup, u"text"_s}}, 2, {});
        result.take(0, {boost::json::array{markup.toStdString()}, boost::json::array{markup.toStdString()}},
                    {{0, 0, 500'000}});
        QCOMPARE(tipsTakenForMarkup(result), QStringList());
        QVERIFY(QTextDocumentFragment::fromHtml(result.index(1, 0).data(Qt::ToolTipRole).toString()).toPlainText()
                == markup);
        QTableView table;
        ResultTotals totals(&table, nullptr);
        api::ColumnTotals of;
        of.sum = u"5"_s;
        of.minimum = markup;
        of.maximum = markup;
        totals.setTotals({{markup, u"text"_s}}, {of});
        QCOMPARE(tipsTakenForMarkup(*totals.model()), QStringList());
        MemberModel members;
        api::Member member;
        member.fullName = member.email = markup;
        members.setMembers({member});
        QCOMPARE(tipsTakenForMarkup(members), QStringList());
        TextTableModel texts({u"a"_s}, nullptr);
        texts.setRows({{u"1"_s, {markup}}});
        QCOMPARE(tipsTakenForMarkup(texts), QStringList());
        SessionModel sessions;
        api::SessionInfo session;
        session.client = session.organization = markup; // whatever a program calls itself
        sessions.setSessions({session});
        QCOMPARE(tipsTakenForMarkup(sessions), QStringList());
        ApiKeyModel keys;
        api::ApiKey key;
        key.name = markup;
        keys.setKeys({key});
        QCOMPARE(tipsTakenForMarkup(keys), QStringList());
        DriftModel drift;
        api::DriftChange change;
        change.table = change.detail = markup;
        drift.setChanges({change});
        QCOMPARE(tipsTakenForMarkup(drift), QStringList());
        ColumnModel columnsOfTable;
        api::TableInfo info;
        info.columns.resize(1);
        info.columns.front().name = info.columns.front().description = markup;
        columnsOfTable.setTable(info);
        QCOMPARE(tipsTakenForMarkup(columnsOfTable), QStringList());
        DiagramModel diagram;
        api::SchemaDiagram tables;
        tables.tables.resize(1);
        tables.tables.front().name = markup;
        diagram.setDiagram(tables);
        QCOMPARE(tipsTakenForMarkup(diagram), QStringList());
        QCOMPARE(QTextDocumentFragment::fromHtml(plainToolTip(u"a\n<b>"_s)).toPlainText(), u"a\n<b>"_s);
    }

    void aServerThatCountsBeyondMeasureMakesNoRoom()
    {
        Scripted f;
        MessageHistory history(*f.session);
        for (const api::MessagePage &page : {pageOf(0, 1, 2'000'000'000), pageOf(2'147'483'647, 1, 2'147'483'647),
                                             pageOf(-5, 3, 10), pageOf(-2'147'483'647, 1, -1)}) {
            history.show(page);
            QCOMPARE(history.count(), 0);
        }
        history.show(pageOf(0, 2, 60));
        QCOMPARE(history.count(), 60);
        for (const int offset : {-3, 2'147'483'000, 58}) {
            history.want(50, 59);
            f.server->answer(f.server->last(u"conversations.messages"_s).id, jsonOf(pageOf(offset, 50, 60)));
            QCOMPARE(history.count(), 60);
        }
        QVERIFY(history.at(59) && !history.at(57));
    }

    void messagesThatAreGoneAreNotAskedForWithoutEnd()
    {
        Scripted f;
        MessageHistory history(*f.session);
        // As the list of messages does it: whatever arrives is reason to look at what is missing still.
        connect(&history, &MessageHistory::arrived, &history, [&history] { history.want(50, 59); });
        history.show(pageOf(0, 50, 60));
        const auto asked = [&f] { return f.server->count(u"conversations.messages"_s); };
        for (int answer = 0; answer < 5; ++answer) { // five of the ten have been deleted meanwhile
            if (asked() > answer)
                f.server->answer(f.server->last(u"conversations.messages"_s).id, jsonOf(pageOf(50, 5, 55)));
        }
        QVERIFY(history.at(54) && !history.at(55));
        QVERIFY2(asked() <= 2, qPrintable(QString::number(asked())));
    }

    void namesForStatementsAreAskedForAgainWhenTheServerIsBack()
    {
        Scripted f;
        SqlSchema schema(*f.session);
        const ConnectionId shop = ConnectionId::fromString(idText(7)).value();
        const ConnectionId secret = ConnectionId::fromString(idText(8)).value();
        const auto asked = [&f] { return f.server->count(u"databases.schema"_s); };
        schema.names(shop, Dialect::SQLite);
        f.server->refuse(f.server->last(u"databases.schema"_s).id, u"unavailable"_s);
        schema.names(shop, Dialect::SQLite);
        QCOMPARE(asked(), 2);
        schema.names(secret, Dialect::SQLite);
        f.server->refuse(f.server->last(u"databases.schema"_s).id, u"forbidden"_s);
        schema.names(secret, Dialect::SQLite);
        QCOMPARE(asked(), 3); // which is not different at the next letter
        QCOMPARE(schema.names(secret, Dialect::MySQL).dialect, Dialect::MySQL); // known by now
    }

    void sqlIsLaidOutWithoutBeingChanged()
    {
        const QString sql =
            u"SELECT name, 'a FROM b' FROM shop LEFT JOIN city ON x = y WHERE a IN (SELECT b FROM c) LIMIT 5"_s;
        const QString laid = readableSql(sql);
        QCOMPARE(laid.split(u'\n').size(), 5);
        QString back = laid;
        QCOMPARE(back.replace(u'\n', u' '), sql);
    }

    void textCanBeReadInBothThemes()
    {
        for (const Colors *c : {&lightColors(), &darkColors()}) {
            const std::pair<QColor, QColor> pairs[] = {
                {c->text, c->window},         {c->text, c->surface},        {c->text, c->raised},
                {c->mutedText, c->window},    {c->mutedText, c->surface},   {c->mutedText, c->raised},
                {c->mutedText, c->rail},      {c->onAccent, c->accent},     {c->onAccentSoft, c->accentSoft},
                {c->danger, c->dangerSoft},   {c->text, c->dangerSoft},     {c->mutedText, c->dangerSoft},
                {c->warning, c->warningSoft}, {c->success, c->successSoft}, {c->danger, c->surface},
                {c->sqlKeyword, c->window},   {c->sqlText, c->window},      {c->sqlNumber, c->window},
            };
            for (const auto &[front, back] : pairs) {
                QVERIFY2(contrast(front, back) >= 4.5,
                         qPrintable(u"%1 on %2: %3"_s.arg(front.name(), back.name()).arg(contrast(front, back))));
            }
        }
    }
};

static const bool registered = tabletalk::test::add<TestModels>();
#include "tst_Models.moc"
