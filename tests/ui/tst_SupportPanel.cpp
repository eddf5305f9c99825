// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/WindowFixture.h"
#include "ui/announcements/AnnouncementDesk.h"
#include "ui/session/Workspaces.h"
#include "ui/shell/ActionRegistry.h"
#include "ui/shell/NavigationRail.h"
#include "ui/shell/WindowContext.h"
#include "ui/support/TicketDesk.h"

#include <QApplication>
#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTableView>
#include <QToolButton>

#include <tuple>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject message(int number, bool fromSupport, const QString &text)
{
    return {{u"number"_s, number},
            {u"fromSupport"_s, fromSupport},
            {u"author"_s, fromSupport ? u"Grace of the helpdesk"_s : u"Ada Lovelace"_s},
            {u"text"_s, text},
            {u"at"_s, u"2026-05-05T1%1:00:00Z"_s.arg(number)}};
}

QJsonObject ticket(int number, const QString &subject, const QString &state, bool unread,
                   const QJsonArray &messages = {})
{
    return {{u"id"_s, idText(number)},
            {u"subject"_s, subject},
            {u"state"_s, state},
            {u"priority"_s, number == 1},
            {u"openedBy"_s, u"Ada Lovelace"_s},
            {u"createdAt"_s, u"2026-05-05T10:00:00Z"_s},
            {u"updatedAt"_s, u"2026-05-05T12:00:00Z"_s},
            {u"messageCount"_s, 2},
            {u"unread"_s, unread},
            {u"messages"_s, messages}};
}

QJsonArray conversation()
{
    return {message(1, false, u"The chart of revenue by month stays empty.\n<b>Why?</b>"_s),
            message(2, true, u"Months without rows were left out. It is mended; please try again."_s)};
}

QJsonObject ticketList(bool unread)
{
    return {{u"items"_s, QJsonArray{ticket(1, u"The chart stays empty"_s, u"answered"_s, unread),
                                    ticket(2, u"How do we connect Oracle?"_s, u"closed"_s, false)}},
            {u"unread"_s, unread ? 1 : 0}};
}

QJsonObject announcement(int number, const QString &severity, const QString &title, bool dismissible)
{
    return {{u"id"_s, idText(number)},
            {u"title"_s, title},
            {u"text"_s, u"Answers may take longer between 22:00 and 23:00."_s},
            {u"severity"_s, severity},
            {u"from"_s, u"2026-05-05T10:00:00Z"_s},
            {u"dismissible"_s, dismissible},
            {u"createdAt"_s, u"2026-05-05T10:00:00Z"_s}};
}

void fill(FakeServer &server)
{
    for (const QString &list : {u"databases.list"_s, u"chat.databases"_s, u"conversations.list"_s})
        server.on(list, QJsonObject{{u"items"_s, QJsonArray()}});
    server.on(u"tickets.list"_s, ticketList(true));
    server.on(u"tickets.read"_s, ticket(1, u"The chart stays empty"_s, u"answered"_s, true, conversation()));
    server.on(u"tickets.seen"_s, QJsonObject());
}

/// A ticket as operators see it: with the organisation that it is of.
QJsonObject forOperators(const QJsonObject &ticket)
{
    return {{u"organizationId"_s, idText(20)}, {u"organization"_s, u"Analytical Engines"_s}, {u"ticket"_s, ticket}};
}

} // namespace

/// What an operator's page stands on, without the panel around it.
struct Operators
{
    Operators(WindowFixture &f, Theme &theme)
        : workspaces(std::make_unique<Workspaces>(f.desktop->session()))
        , place(std::make_unique<QWidget>())
        , context(std::make_unique<WindowContext>(WindowContext{f.desktop->session(),
                                                                f.desktop->catalog(),
                                                                f.desktop->servers(),
                                                                f.desktop->secrets(),
                                                                theme,
                                                                f.desktop->messages(),
                                                                f.desktop->navigator(),
                                                                *actions,
                                                                {},
                                                                *workspaces}))
    {}
    void show(QWidget *desk) const
    {
        auto *column = new QVBoxLayout(place.get());
        column->addWidget(desk);
        column->addStretch();
        place->resize(1080, 760);
        place->show();
    }

    std::unique_ptr<ActionRegistry> actions = std::make_unique<ActionRegistry>();
    std::unique_ptr<Workspaces> workspaces;
    std::unique_ptr<QWidget> place;
    std::unique_ptr<WindowContext> context;
};

/// Asking those who operate the server, and what they announce, against fixed answers.
class TestSupportPanel : public QObject
{
    Q_OBJECT

    Theme *m_theme = nullptr;

    static void openPanel(WindowFixture &f)
    {
        f.open();
        fill(*f.server);
        f.window().showPanel(u"support"_s);
        QTRY_COMPARE(f.find<QTableView>(u"tickets"_s)->model()->rowCount(), 2);
    }
    static QString cell(WindowFixture &f, int row, int column)
    {
        return f.find<QTableView>(u"tickets"_s)->model()->index(row, column).data().toString();
    }
    static bool isShown(WindowFixture &f, const QString &name)
    {
        auto *widget = f.find<QWidget>(name);
        return widget && widget->isVisible();
    }
    static QList<QWidget *> banners(WindowFixture &f)
    {
        QList<QWidget *> shown;
        const auto all = f.window().findChildren<QWidget *>(u"announcement"_s);
        for (QWidget *one : all) {
            if (one->isVisible())
                shown += one;
        }
        return shown;
    }

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void cleanupTestCase() { delete m_theme; }

    void whatIsUnreadIsMarkedUntilItIsOpened()
    {
        WindowFixture f(*m_theme);
        openPanel(f);
        QCOMPARE(f.find<QLabel>(u"unreadTickets"_s)->text(), u"1 unread"_s);
        QVERIFY(cell(f, 0, 0).startsWith(u'●'));
        QCOMPARE(cell(f, 1, 0), u"How do we connect Oracle?"_s);
        f.server->on(u"tickets.list"_s, ticketList(false));
        f.find<QTableView>(u"tickets"_s)->selectRow(0);
        QTRY_VERIFY(isShown(f, u"ticketThread"_s));
        QCOMPARE(f.find<QLabel>(u"ticketSubject"_s)->text(), u"The chart stays empty"_s);
        QTRY_COMPARE(f.server->last(u"tickets.seen"_s), (QJsonObject{{u"id"_s, idText(1)}, {u"number"_s, 2}}));
        QTRY_COMPARE(cell(f, 0, 0), u"The chart stays empty"_s);
        QVERIFY(!isShown(f, u"unreadTickets"_s));
        QCOMPARE(f.server->count(u"tickets.read"_s), 1); // reading the list anew opens nothing again
        const auto texts = f.window().findChildren<QLabel *>(u"ticketText"_s);
        QCOMPARE(texts.size(), 2);
        QVERIFY(texts[0]->text().contains(u"<b>"_s));
        QCOMPARE(texts[0]->textFormat(), Qt::PlainText);
        f.window().resize(1240, 1100);
        QVERIFY(f.picture(f.window(), u"support"_s));
        QCOMPARE(namelessControls(f.window()), QStringList());
    }

    void somethingNewIsAskedAndShown()
    {
        WindowFixture f(*m_theme);
        openPanel(f);
        auto *create = f.find<QPushButton>(u"createTicket"_s);
        f.find<QLineEdit>(u"newTicketSubject"_s)->setText(u"Help"_s);
        QVERIFY(!create->isEnabled());
        f.find<QPlainTextEdit>(u"newTicketText"_s)->setPlainText(u" It does not work. "_s);
        QVERIFY(create->isEnabled());
        f.server->on(u"tickets.create"_s,
                     ticket(3, u"Help"_s, u"open"_s, false, {message(1, false, u"It does not work."_s)}));
        create->click();
        QTRY_COMPARE(f.server->last(u"tickets.create"_s),
                     (QJsonObject{{u"subject"_s, u"Help"_s}, {u"text"_s, u"It does not work."_s}}));
        QTRY_VERIFY(isShown(f, u"ticketThread"_s));
        QCOMPARE(f.find<QLineEdit>(u"newTicketSubject"_s)->text(), QString());
        QTRY_COMPARE(f.server->count(u"tickets.list"_s), 2);
    }

    void whatCouldNotBeSentIsKept()
    {
        WindowFixture f(*m_theme);
        openPanel(f);
        f.find<QTableView>(u"tickets"_s)->selectRow(0);
        QTRY_VERIFY(isShown(f, u"ticketThread"_s));
        auto *text = f.find<QPlainTextEdit>(u"ticketReply"_s);
        QVERIFY(!f.find<QPushButton>(u"sendReply"_s)->isEnabled());
        text->setPlainText(u"Still empty"_s);
        f.server->refuse(u"tickets.reply"_s, {{u"code"_s, u"limit_reached"_s}, {u"title"_s, u"Too many"_s}});
        f.find<QPushButton>(u"sendReply"_s)->click();
        QTRY_VERIFY(isShown(f, u"ticketNotice"_s));
        QCOMPARE(text->toPlainText(), u"Still empty"_s);
        f.server->on(u"tickets.reply"_s, ticket(1, u"The chart stays empty"_s, u"open"_s, false, conversation()));
        f.find<QPushButton>(u"sendReply"_s)->click();
        QTRY_COMPARE(text->toPlainText(), QString());
        QCOMPARE(f.find<QLabel>(u"ticketState"_s)->text(), u"waits for an answer"_s);
    }

    void aTicketIsClosed()
    {
        WindowFixture f(*m_theme);
        openPanel(f);
        f.find<QTableView>(u"tickets"_s)->selectRow(0);
        QTRY_VERIFY(isShown(f, u"closeTicket"_s));
        f.server->on(u"tickets.close"_s, ticket(1, u"The chart stays empty"_s, u"closed"_s, false, conversation()));
        f.find<QPushButton>(u"closeTicket"_s)->click();
        QTRY_VERIFY(!isShown(f, u"closeTicket"_s));
        QCOMPARE(f.server->last(u"tickets.close"_s), (QJsonObject{{u"id"_s, idText(1)}}));
    }

    void operatorsAnswerWhoComesFirst()
    {
        WindowFixture f(*m_theme);
        f.open();
        fill(*f.server);
        QTRY_VERIFY(f.desktop->session().isReady());
        f.server->on(u"admin.tickets"_s, [&](const QJsonObject &params) {
            const bool waits = params.value(u"state"_s) == u"open"_s;
            return QJsonObject{{u"items"_s, waits ? QJsonArray{forOperators(ticket(1, u"The chart"_s, u"open"_s, true)),
                                                               forOperators(ticket(2, u"Oracle"_s, u"open"_s, false))}
                                                  : QJsonArray()},
                               {u"waiting"_s, 2}};
        });
        f.server->on(u"admin.seeTicket"_s, forOperators(ticket(1, u"The chart"_s, u"open"_s, false, conversation())));
        const Operators operators(f, *m_theme);
        auto *desk = new TicketDesk(*operators.context, operators.place.get());
        operators.show(desk);
        desk->reload();
        auto *table = desk->findChild<QTableView *>(u"deskTickets"_s);
        QTRY_COMPARE(table->model()->rowCount(), 2);
        QCOMPARE(table->model()->index(0, 0).data().toString(), u"● The chart"_s);
        QCOMPARE(table->model()->index(0, 2).data().toString(), u"first"_s);
        QCOMPARE(desk->findChild<QLabel *>(u"waitingTickets"_s)->text(), u"2 wait for an answer."_s);
        table->selectRow(0);
        auto *text = desk->findChild<QPlainTextEdit *>(u"ticketReply"_s);
        QTRY_VERIFY(text->isVisible());
        QVERIFY(desk->findChild<QLabel *>(u"ticketPriority"_s)->isVisible());
        QVERIFY(f.picture(*operators.place, u"ticket-desk"_s));
        QCOMPARE(namelessControls(*operators.place), QStringList());

        f.server->on(u"admin.answerTicket"_s,
                     forOperators(ticket(1, u"The chart"_s, u"answered"_s, false, conversation())));
        text->setPlainText(u"It is mended."_s);
        desk->findChild<QPushButton *>(u"sendReply"_s)->click();
        QTRY_COMPARE(f.server->last(u"admin.answerTicket"_s),
                     (QJsonObject{{u"id"_s, idText(20)}, {u"ticketId"_s, idText(1)}, {u"text"_s, u"It is mended."_s}}));
        QTRY_COMPARE(desk->findChild<QLabel *>(u"ticketState"_s)->text(), u"answered"_s);
        QTRY_COMPARE(text->toPlainText(), QString());

        f.server->on(u"admin.closeTicket"_s,
                     forOperators(ticket(1, u"The chart"_s, u"closed"_s, false, conversation())));
        desk->findChild<QPushButton *>(u"closeTicket"_s)->click();
        QTRY_COMPARE(desk->findChild<QLabel *>(u"ticketState"_s)->text(), u"closed"_s);
        desk->findChild<QComboBox *>(u"deskState"_s)->setCurrentIndex(2);
        QTRY_COMPARE(f.server->last(u"admin.tickets"_s).value(u"state"_s).toString(), u"closed"_s);
        QTRY_COMPARE(table->model()->rowCount(), 0);
    }

    /// Tickets are of different organisations: what is written with one in view never goes to another.
    void aLateAnswerLeavesTheTicketThatIsReadByNow()
    {
        WindowFixture f(*m_theme);
        f.open();
        fill(*f.server);
        QTRY_VERIFY(f.desktop->session().isReady());
        const auto chart = forOperators(ticket(1, u"The chart"_s, u"open"_s, false, conversation()));
        const auto oracle = forOperators(ticket(2, u"Oracle"_s, u"open"_s, false, conversation()));
        f.server->on(u"admin.tickets"_s, QJsonObject{{u"items"_s, QJsonArray{chart, oracle}}, {u"waiting"_s, 2}});
        f.server->on(u"admin.seeTicket"_s, chart);
        const Operators operators(f, *m_theme);
        auto *desk = new TicketDesk(*operators.context, operators.place.get());
        operators.show(desk);
        desk->reload();
        auto *table = desk->findChild<QTableView *>(u"deskTickets"_s);
        QTRY_COMPARE(table->model()->rowCount(), 2);
        table->selectRow(0);
        auto *subject = desk->findChild<QLabel *>(u"ticketSubject"_s);
        QTRY_VERIFY(subject->text().contains(u"The chart"_s));

        auto *text = desk->findChild<QPlainTextEdit *>(u"ticketReply"_s);
        f.server->on(u"admin.answerTicket"_s, [&](const QJsonObject &) -> QJsonValue {
            f.server->on(u"admin.seeTicket"_s, oracle);
            table->selectRow(1);
            std::ignore = QTest::qWaitFor([&] { return subject->text().contains(u"Oracle"_s); });
            text->setPlainText(u"For Oracle"_s);
            return forOperators(ticket(1, u"The chart"_s, u"answered"_s, false, conversation()));
        });
        text->setPlainText(u"It is mended."_s);
        auto *send = desk->findChild<QPushButton *>(u"sendReply"_s);
        send->click();
        QTRY_COMPARE(f.server->count(u"admin.answerTicket"_s), 1);
        QTRY_VERIFY(send->isEnabled());
        QVERIFY(subject->text().contains(u"Oracle"_s));
        QCOMPARE(text->toPlainText(), u"For Oracle"_s);
    }

    void operatorsTellEverybody()
    {
        WindowFixture f(*m_theme);
        f.open();
        fill(*f.server);
        QTRY_VERIFY(f.desktop->session().isReady());
        f.server->on(u"admin.announcements"_s,
                     QJsonObject{{u"items"_s, QJsonArray{announcement(5, u"warning"_s, u"Planned work"_s, true)}}});
        const Operators operators(f, *m_theme);
        auto *desk = new AnnouncementDesk(*operators.context, operators.place.get());
        operators.show(desk);
        desk->reload();
        auto *table = desk->findChild<QTableView *>(u"announcements"_s);
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QCOMPARE(table->model()->index(0, 4).data().toString(), u"shown"_s);
        QVERIFY(f.picture(*operators.place, u"announcement-desk"_s));
        QCOMPARE(namelessControls(*operators.place), QStringList());

        auto *create = desk->findChild<QPushButton *>(u"createAnnouncement"_s);
        QVERIFY(!create->isEnabled());
        desk->findChild<QLineEdit *>(u"announcementTitle"_s)->setText(u"Outage"_s);
        desk->findChild<QComboBox *>(u"announcementSeverity"_s)->setCurrentIndex(2);
        desk->findChild<QCheckBox *>(u"announcementDismissible"_s)->setChecked(false);
        auto *until = desk->findChild<QDateTimeEdit *>(u"announcementUntil"_s);
        QVERIFY(!until->isEnabled());
        desk->findChild<QCheckBox *>(u"announcementHasUntil"_s)->setChecked(true);
        until->setDateTime(QDateTime(QDate(2031, 2, 3), QTime(4, 5), Qt::UTC).toLocalTime());
        f.server->on(u"admin.announce"_s, announcement(6, u"critical"_s, u"Outage"_s, false));
        create->click();
        QTRY_COMPARE(f.server->count(u"admin.announce"_s), 1);
        const QJsonObject sent = f.server->last(u"admin.announce"_s);
        QCOMPARE(sent.value(u"severity"_s).toString(), u"critical"_s);
        QVERIFY(sent.value(u"until"_s).toString().startsWith(u"2031-02-03T04:05"_s));
        QVERIFY(sent.value(u"from"_s).isNull() || sent.value(u"from"_s).isUndefined());
        QCOMPARE(sent.value(u"dismissible"_s).toBool(true), false);
        QTRY_COMPARE(desk->findChild<QLineEdit *>(u"announcementTitle"_s)->text(), QString());

        f.server->on(u"admin.removeAnnouncement"_s, QJsonObject());
        table->selectRow(0);
        desk->findChild<QPushButton *>(u"removeAnnouncement"_s)->click();
        QTRY_COMPARE(f.server->last(u"admin.removeAnnouncement"_s), (QJsonObject{{u"id"_s, idText(5)}}));
    }

    void announcementsStandAboveEverythingUntilTheyAreClosed()
    {
        WindowFixture f(*m_theme);
        f.open();
        fill(*f.server);
        QJsonArray all{announcement(5, u"info"_s, u"A new version is here"_s, true),
                       announcement(6, u"critical"_s, u"The server stops at 22:00"_s, false),
                       announcement(7, u"warning"_s, u"Planned work tonight"_s, true),
                       announcement(8, u"info"_s, u"The fourth"_s, true)};
        f.server->on(u"announcements.list"_s, QJsonObject{{u"items"_s, all}});
        QTRY_COMPARE(banners(f).size(), 3); // the most urgent
        QVERIFY(banners(f)[0]->accessibleName().startsWith(u"The server stops"_s));
        QVERIFY(banners(f)[1]->accessibleName().startsWith(u"Planned work"_s));
        QVERIFY(f.picture(f.window(), u"announcements"_s));
        QCOMPARE(namelessControls(f.window()), QStringList());

        const auto buttons = f.window().findChildren<QPushButton *>(u"dismissAnnouncement"_s);
        QCOMPARE(buttons.size(), 2); // one has to be seen
        f.server->on(u"announcements.dismiss"_s, QJsonObject());
        all.removeAt(2);
        f.server->on(u"announcements.list"_s, QJsonObject{{u"items"_s, all}});
        buttons[0]->click();
        QTRY_COMPARE(f.server->last(u"announcements.dismiss"_s), (QJsonObject{{u"id"_s, idText(7)}}));
        QTRY_VERIFY(!banners(f).isEmpty() && banners(f).last()->accessibleName().startsWith(u"The fourth"_s));
        QCOMPARE(banners(f).size(), 3);
    }

    void withoutAnnouncementsThereIsNoStrip()
    {
        WindowFixture f(*m_theme);
        f.open();
        fill(*f.server);
        f.server->on(u"announcements.list"_s, QJsonObject{{u"items"_s, QJsonArray()}});
        QTRY_COMPARE(f.server->count(u"announcements.list"_s), 1);
        QTest::qWait(1);
        QVERIFY(!isShown(f, u"announcementBar"_s));
    }

    void aSmallWindowReachesEveryPanel()
    {
        WindowFixture f(*m_theme);
        openPanel(f);
        f.window().resize(720, 520);
        QTest::qWait(1);
        auto *rail = f.window().findChild<NavigationRail *>();
        QToolButton *before = nullptr;
        const auto buttons = rail->findChildren<QToolButton *>();
        for (QToolButton *button : buttons) {
            if (!button->isVisible())
                continue;
            QTRY_VERIFY2(button->height() >= button->sizeHint().height(), // none is squeezed
                         qPrintable(button->objectName()));
            before = button;
        }
        QVERIFY(before);
        auto *audit = f.find<QToolButton>(u"rail.audit"_s);
        auto *area = rail->findChild<QScrollArea *>();
        QVERIFY(!area->viewport()->rect().contains(QRect(audit->mapTo(area->viewport(), QPoint()), audit->size())));
        f.window().showPanel(u"audit"_s);
        QVERIFY(area->viewport()->rect().contains(QRect(audit->mapTo(area->viewport(), QPoint()), audit->size())));
        QVERIFY(audit->isChecked());
        QVERIFY(!f.find<QToolButton>(u"rail.support"_s)->isChecked());
        audit->setFocus();
        QTest::keyClick(audit, Qt::Key_Up);
        QCOMPARE(QApplication::focusWidget(), f.find<QToolButton>(u"rail.billing"_s));
        QCOMPARE(f.window().currentPanel(), u"billing"_s);
        auto *settings = f.find<QToolButton>(u"rail.settings"_s);
        f.window().showPanel(u"settings"_s);
        QVERIFY(settings->isChecked() && !f.find<QToolButton>(u"rail.billing"_s)->isChecked());
        QVERIFY(f.picture(f.window(), u"small-window"_s));
    }
};

static const bool registered = tabletalk::test::add<TestSupportPanel>();
#include "tst_SupportPanel.moc"
