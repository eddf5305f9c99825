// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/ScriptedTransport.h"
#include "tests/ui/WindowFixture.h"
#include "ui/session/Workspaces.h"
#include "ui/shell/Navigator.h"

#include <QComboBox>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSignalSpy>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject workspaceJson(int number, const QString &name, bool isDefault)
{
    return {{u"id"_s, idText(number)},
            {u"name"_s, name},
            {u"isDefault"_s, isDefault},
            {u"createdAt"_s, u"2026-01-01T00:00:00Z"_s}};
}

QJsonObject databaseJson(int number, const QString &name, int workspace)
{
    return {{u"id"_s, idText(number)},
            {u"name"_s, name},
            {u"ready"_s, true},
            {u"suggestions"_s, QJsonArray()},
            {u"workspaceId"_s, idText(workspace)}};
}

QJsonObject listOf(const QJsonArray &items)
{
    return {{u"items"_s, items}};
}

} // namespace

/// The chat in an organisation with two workspaces, 90 and 91, with a database each.
class TestChatWorkspaces : public QObject
{
    Q_OBJECT

    Theme *m_theme = nullptr;

    static bool open(WindowFixture &f)
    {
        f.open();
        f.server->on(u"workspaces.list"_s,
                     listOf({workspaceJson(90, u"Default"_s, true), workspaceJson(91, u"Sales"_s, false)}));
        f.server->on(u"chat.databases"_s, listOf({databaseJson(1, u"Shop"_s, 90), databaseJson(2, u"Leads"_s, 91)}));
        f.server->on(u"conversations.list"_s, listOf({}));
        f.window().showPanel(u"chat"_s);
        return QTest::qWaitFor([&] { return databases(f) == QStringList{u"Shop"_s}; });
    }
    static QStringList databases(WindowFixture &f)
    {
        QStringList names;
        const QWidget *panel = f.window().panelWidget(u"chat"_s);
        const auto *choice = panel ? panel->findChild<QComboBox *>(u"databaseChooser"_s) : nullptr;
        for (int i = 0; choice && i < choice->count(); ++i)
            names << choice->itemText(i);
        return names;
    }
    static QPlainTextEdit *input(WindowFixture &f)
    {
        return f.window().panelWidget(u"chat"_s)->findChild<QPlainTextEdit *>(u"questionInput"_s);
    }
    static WorkspaceId sales() { return WorkspaceId::fromString(idText(91)).value(); }

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void cleanupTestCase() { delete m_theme; }
    void init() { QSettings().clear(); }

    void onlyDatabasesAndConversationsOfTheWorkspaceAreThere()
    {
        WindowFixture f(*m_theme);
        QVERIFY(open(f));
        QTRY_COMPARE(f.server->last(u"conversations.list"_s)[u"workspaceId"_s].toString(), idText(90));
        f.desktop->workspaces().choose(sales());
        QTRY_COMPARE(databases(f), QStringList{u"Leads"_s});
        QTRY_COMPARE(f.server->last(u"conversations.list"_s)[u"workspaceId"_s].toString(), idText(91));
    }

    /// A list that cannot be had for a moment takes nobody out of the workspace, nor ends what goes on in its panels.
    void aListThatFailsAfterAReconnectionLeavesTheChosenOne()
    {
        WindowFixture f(*m_theme);
        QVERIFY(open(f));
        f.desktop->workspaces().choose(sales());
        QTRY_COMPARE(databases(f), QStringList{u"Leads"_s});
        QSignalSpy chosen(&f.desktop->workspaces(), &Workspaces::chosen);
        QSignalSpy changed(&f.desktop->workspaces(), &Workspaces::changed);
        f.server->refuse(u"workspaces.list"_s, {{u"code"_s, u"rate_limited"_s}});
        f.desktop->workspaces().reload();
        const int asked = f.server->count(u"workspaces.list"_s);
        QTRY_VERIFY(f.server->count(u"workspaces.list"_s) > asked);
        f.server->on(u"workspaces.list"_s,
                     listOf({workspaceJson(90, u"Default"_s, true), workspaceJson(91, u"Sales"_s, false)}));
        f.desktop->workspaces().reload();
        QTRY_COMPARE(changed.size(), 1); // the second one; nothing changed by the first
        QCOMPARE(f.desktop->workspaces().currentId(), std::optional(sales()));
        QCOMPARE(chosen.size(), 0);
    }

    void whatWasWrittenThereIsStillThereElsewhereAndAfterAnotherStart()
    {
        {
            WindowFixture f(*m_theme);
            QVERIFY(open(f));
            QTest::keyClicks(input(f), u"how many"_s);
            f.desktop->workspaces().choose(sales());
            QTRY_COMPARE(databases(f), QStringList{u"Leads"_s});
            QCOMPARE(input(f)->toPlainText(), u"how many"_s);
            QTest::keyClicks(input(f), u" leads"_s);
        }
        WindowFixture f(*m_theme);
        QVERIFY(open(f) || databases(f) == QStringList{u"Leads"_s}); // the workspace is remembered too
        QTRY_COMPARE(input(f)->toPlainText(), u"how many leads"_s);
    }

    void aConversationOfAnotherWorkspaceLeadsThere()
    {
        WindowFixture f(*m_theme);
        QVERIFY(open(f));
        f.server->on(u"conversations.messages"_s, QJsonObject{{u"id"_s, idText(20)},
                                                              {u"databaseId"_s, idText(2)},
                                                              {u"title"_s, u"Leads"_s},
                                                              {u"offset"_s, 0},
                                                              {u"count"_s, 0},
                                                              {u"messages"_s, QJsonArray()}});
        f.desktop->navigator().showItem(u"chat"_s, idText(20));
        QTRY_COMPARE(f.desktop->workspaces().currentId(), std::optional(sales()));
        QTRY_COMPARE(databases(f), QStringList{u"Leads"_s});
    }

    void aQuestionToADatabaseOfAnotherWorkspaceIsAskedThere()
    {
        WindowFixture f(*m_theme);
        QVERIFY(open(f));
        f.desktop->navigator().ask(ConnectionId::fromString(idText(2)).value(), u"How many leads?"_s);
        QTRY_COMPARE(databases(f), QStringList{u"Leads"_s});
        QTRY_COMPARE(f.server->last(u"chat.ask"_s)[u"databaseId"_s].toString(), idText(2));
        QCOMPARE(f.server->count(u"chat.ask"_s), 1);
    }
};

static const bool registered = tabletalk::test::add<TestChatWorkspaces>();
#include "tst_ChatWorkspaces.moc"
