// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/WindowFixture.h"
#include "ui/chat/AnswerCard.h"
#include "ui/chat/ConversationSidebar.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject conversation(int id, const QString &title, const QJsonObject &more = {})
{
    QJsonObject object{{u"id"_s, idText(id)},
                       {u"databaseId"_s, idText(7)},
                       {u"title"_s, title},
                       {u"updatedAt"_s, u"2026-01-01T09:00:00Z"_s}};
    for (auto each = more.begin(); each != more.end(); ++each)
        object[each.key()] = each.value();
    return object;
}

QJsonObject listOf(const QJsonArray &items)
{
    return {{u"items"_s, items}};
}

QJsonObject audience(const QString &visibility)
{
    return {{u"id"_s, idText(12)},
            {u"visibility"_s, visibility},
            {u"userIds"_s, QJsonArray()},
            {u"teamIds"_s, QJsonArray()}};
}

} // namespace

/// The list of conversations: by keyboard, and what it asks of the server.
class TestConversationSidebar : public QObject
{
    Q_OBJECT

private:
    Theme *m_theme = nullptr;

    struct Fixture : WindowFixture
    {
        explicit Fixture(Theme &windowTheme)
            : WindowFixture(windowTheme)
        {
            server->on(u"databases.list"_s, listOf({}));
            server->on(u"chat.databases"_s, listOf({QJsonObject{{u"id"_s, idText(7)},
                                                                {u"name"_s, u"Sample shop"_s},
                                                                {u"ready"_s, true},
                                                                {u"suggestions"_s, QJsonArray()}}}));
            server->on(u"conversations.list"_s, FakeServer::Answer([](const QJsonObject &params) {
                           if (params.value(u"archived"_s).toBool())
                               return listOf({conversation(13, u"Old stock"_s, {{u"archived"_s, true}})});
                           return listOf({conversation(10, u"Revenue by city"_s, {{u"pinned"_s, true}}),
                                          conversation(11, u"How many orders?"_s, {{u"branchOf"_s, idText(10)}}),
                                          conversation(12, u"Unpaid invoices"_s)});
                       }));
            server->on(u"conversations.search"_s, FakeServer::Answer([](const QJsonObject &params) {
                           if (params.value(u"text"_s) != u"osaka"_s)
                               return listOf({});
                           return listOf(
                               {QJsonObject{{u"conversation"_s, conversation(12, u"Unpaid invoices"_s)},
                                            {u"messageId"_s, idText(30)},
                                            {u"excerpt"_s, u"…most of them, 41, are of customers in Osaka…"_s}}});
                       }));
            server->on(u"conversations.update"_s, conversation(12, u"Unpaid invoices"_s));
            open();
            window().showPanel(u"chat"_s);
        }
        QListView *list() { return find<QListView>(u"conversations"_s); }
        QLineEdit *search() { return find<QLineEdit>(u"conversationSearch"_s); }
        bool showsRows(int count)
        {
            return QTest::qWaitFor([&] { return list()->model()->rowCount() == count; });
        }
        bool waitFor(const QString &method, int count)
        {
            return QTest::qWaitFor([&] { return server->count(method) >= count; });
        }
        void select(int row)
        {
            list()->setFocus();
            list()->setCurrentIndex(list()->model()->index(row, 0));
        }
    };

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void init()
    {
        QSettings().clear();
        m_theme->setMode(ThemeMode::Light);
    }
    void cleanupTestCase() { delete m_theme; }

    void whatIsSpecialIsSaid()
    {
        Fixture f(*m_theme);
        QVERIFY(f.showsRows(3));
        const auto said = [&](int row) {
            return f.list()->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
        };
        QVERIFY(said(0).startsWith(u"Revenue by city, pinned"_s));
        QVERIFY(said(1).startsWith(u"How many orders?, branch"_s));
        f.select(0);
        QVERIFY(f.picture(f.window(), u"conversations"_s));
        QCOMPARE(namelessControls(f.window()), QStringList());
    }

    void aConversationIsShownToPeople()
    {
        Fixture f(*m_theme);
        f.server->on(u"conversations.readVisibility"_s, audience(u"private"_s));
        f.server->on(u"conversations.setVisibility"_s, audience(u"shared"_s));
        f.server->on(u"teams.list"_s, listOf({}));
        f.server->on(u"users.list"_s, listOf({QJsonObject{{u"id"_s, idText(44)},
                                                          {u"email"_s, u"bo@example.org"_s},
                                                          {u"fullName"_s, u"Bo"_s},
                                                          {u"role"_s, u"member"_s},
                                                          {u"joinedAt"_s, u"2026-01-01T00:00:00Z"_s},
                                                          {u"allowed"_s, QJsonArray()},
                                                          {u"denied"_s, QJsonArray()}}}));
        QVERIFY(f.showsRows(3));
        f.select(2);
        f.find<QAction>(u"shareConversation"_s)->trigger();
        auto *people = f.find<QListWidget>(u"sharePeople"_s);
        QTRY_COMPARE(people->count(), 1);
        auto *save = f.find<QPushButton>(u"saveShare"_s);
        QTRY_VERIFY(f.find<QRadioButton>(u"share_private"_s)->isChecked());
        f.find<QRadioButton>(u"share_shared"_s)->setChecked(true);
        QVERIFY(people->isVisible());
        QVERIFY(!save->isEnabled()); // nobody is meant yet
        people->item(0)->setCheckState(Qt::Checked);
        QVERIFY(f.picture(*f.find<QDialog>(u"shareDialog"_s), u"share-conversation"_s));
        QCOMPARE(namelessControls(*f.find<QDialog>(u"shareDialog"_s)), QStringList());
        save->click();
        QVERIFY(f.waitFor(u"conversations.setVisibility"_s, 1));
        const QJsonObject sent = f.server->last(u"conversations.setVisibility"_s);
        QCOMPARE(sent.value(u"visibility"_s).toString(), u"shared"_s);
        QCOMPARE(sent.value(u"userIds"_s).toArray(), QJsonArray{idText(44)});
        QCOMPARE(sent.value(u"id"_s).toString(), idText(12));
    }

    void whatOthersShowIsReadAndNotChanged()
    {
        Fixture f(*m_theme);
        QVERIFY(f.showsRows(3));
        f.server->on(u"conversations.listShown"_s,
                     listOf({conversation(60, u"Stock by city"_s,
                                          {{u"ownerId"_s, idText(44)}, {u"visibility"_s, u"organization"_s}})}));
        f.find<QPushButton>(u"showArchived"_s)->setChecked(true);
        QVERIFY(f.showsRows(1));
        f.find<QPushButton>(u"showOfOthers"_s)->setChecked(true);
        QVERIFY(!f.find<QPushButton>(u"showArchived"_s)->isChecked());
        QVERIFY(f.waitFor(u"conversations.listShown"_s, 1));
        QTRY_COMPARE(f.list()->model()->index(0, 0).data().toString(), u"Stock by city"_s);
        f.select(0);
        QVERIFY(!f.find<QAction>(u"renameConversation"_s)->isEnabled());
        QVERIFY(!f.find<QPushButton>(u"deleteConversation"_s)->isEnabled());
    }

    void aSearchIsAskedOfTheServer()
    {
        Fixture f(*m_theme);
        QVERIFY(f.showsRows(3));
        f.search()->setFocus();
        QTest::keyClicks(f.search(), u"osaka"_s);
        QTest::keyClick(f.search(), Qt::Key_Return);
        QVERIFY(f.showsRows(1));
        QCOMPARE(f.server->last(u"conversations.search"_s).value(u"text"_s).toString(), u"osaka"_s);
        QVERIFY(f.list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"Osaka"_s));
        QVERIFY(f.picture(f.window(), u"conversations-found"_s));

        QTest::keyClick(f.search(), Qt::Key_Down);
        QVERIFY(f.list()->hasFocus());
        QCOMPARE(f.list()->currentIndex().row(), 0);
        QTest::keyClick(f.list(), Qt::Key_Return);
        QVERIFY(f.waitFor(u"conversations.messages"_s, 1));
        QCOMPARE(f.server->last(u"conversations.messages"_s).value(u"id"_s).toString(), idText(12));

        f.search()->setFocus();
        QTest::keyClick(f.search(), Qt::Key_Escape);
        QVERIFY(f.showsRows(3));
    }

    void whatWasFoundIsInView()
    {
        Fixture f(*m_theme);
        QJsonArray messages;
        for (int i = 0; i < 20; ++i)
            messages.append(QJsonObject{{u"id"_s, idText(25 + i)},
                                        {u"question"_s, u"Question %1"_s.arg(i)},
                                        {u"status"_s, u"answered"_s},
                                        {u"stream"_s, idText(60 + i)},
                                        {u"text"_s, u"An answer."_s},
                                        {u"columns"_s, QJsonArray()},
                                        {u"totals"_s, QJsonArray()},
                                        {u"createdAt"_s, u"2026-01-01T00:00:00Z"_s}});
        f.server->on(u"conversations.messages"_s, QJsonObject{{u"id"_s, idText(12)},
                                                              {u"databaseId"_s, idText(7)},
                                                              {u"title"_s, u"Unpaid invoices"_s},
                                                              {u"messages"_s, messages}});
        QVERIFY(f.showsRows(3));
        f.search()->setText(u"osaka"_s);
        QTest::keyClick(f.search(), Qt::Key_Return);
        QVERIFY(f.showsRows(1));
        QTest::keyClick(f.search(), Qt::Key_Down);
        QTest::keyClick(f.list(), Qt::Key_Return);
        const auto inView = [&](int message) {
            for (const AnswerCard *card : f.window().findChildren<AnswerCard *>()) {
                if (card->run().state().messageId.toString() == idText(message))
                    return !card->visibleRegion().isEmpty();
            }
            return false;
        };
        QVERIFY(f.waitFor(u"conversations.messages"_s, 1));
        QCOMPARE(f.server->last(u"conversations.messages"_s).value(u"around"_s).toString(), idText(30));
        QVERIFY(QTest::qWaitFor([&] { return inView(30); })); // the one that the search named
        QVERIFY(!inView(44));                                 // the last
    }

    void nothingFoundIsSaid()
    {
        Fixture f(*m_theme);
        QVERIFY(f.showsRows(3));
        QTest::keyClicks(f.search(), u"nowhere"_s);
        QVERIFY(f.showsRows(0)); // by itself, once nobody types any more
        QVERIFY(f.find<QLabel>(u"noConversations"_s)->isVisible());
        QCOMPARE(f.find<QLabel>(u"noConversations"_s)->text(), u"No conversation has all these words."_s);
    }

    void keysPinAndArchive()
    {
        Fixture f(*m_theme);
        QVERIFY(f.showsRows(3));
        f.select(2);
        QTest::keyClick(f.list(), Qt::Key_D, Qt::ControlModifier);
        QVERIFY(f.waitFor(u"conversations.update"_s, 1));
        QCOMPARE(f.server->last(u"conversations.update"_s).value(u"id"_s).toString(), idText(12));
        QCOMPARE(f.server->last(u"conversations.update"_s).value(u"pinned"_s), QJsonValue(true));
        QVERIFY(f.server->last(u"conversations.update"_s).value(u"archived"_s).isNull()
                || f.server->last(u"conversations.update"_s).value(u"archived"_s).isUndefined());

        QVERIFY(f.waitFor(u"conversations.list"_s, 2)); // it may stand elsewhere now
        QVERIFY(f.showsRows(3));
        QVERIFY(QTest::qWaitFor([&] { return f.list()->currentIndex().row() == 2; }));
        f.select(0);
        QCOMPARE(f.find<QAction>(u"pinConversation"_s)->text(), u"Unpin"_s);
        QTest::keyClick(f.list(), Qt::Key_E, Qt::ControlModifier);
        QVERIFY(f.waitFor(u"conversations.update"_s, 2));
        QCOMPARE(f.server->last(u"conversations.update"_s).value(u"archived"_s), QJsonValue(true));
    }

    void archivedOnesAreShownWhenAskedFor()
    {
        Fixture f(*m_theme);
        QVERIFY(f.showsRows(3));
        f.click(u"showArchived"_s);
        QVERIFY(f.showsRows(1));
        f.select(0);
        QCOMPARE(f.find<QAction>(u"archiveConversation"_s)->text(), u"Take out of the archive"_s);
        QVERIFY(f.picture(f.window(), u"conversations-archived"_s));
        f.click(u"showArchived"_s);
        QVERIFY(f.showsRows(3));
    }

    void everythingIsInTheContextMenu()
    {
        Fixture f(*m_theme);
        QVERIFY(f.showsRows(3));
        QCOMPARE(f.list()->contextMenuPolicy(), Qt::ActionsContextMenu);
        f.list()->setCurrentIndex({});
        for (const QAction *action : f.list()->actions())
            QVERIFY2(!action->isEnabled(), qPrintable(action->objectName()));
        f.select(1);
        QCOMPARE(f.list()->actions().size(), 5);
        for (const QAction *action : f.list()->actions())
            QVERIFY2(action->isEnabled() && !action->shortcut().isEmpty(), qPrintable(action->objectName()));
    }
};

static const bool registered = tabletalk::test::add<TestConversationSidebar>();
#include "tst_ConversationSidebar.moc"
