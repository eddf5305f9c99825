// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/Accounts.h"
#include "core/api/Dashboards.h"
#include "core/api/Members.h"
#include "tests/support/TestRunner.h"
#include "tests/ui/SampleWindow.h"
#include "ui/widgets/ButtonHold.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QLineEdit>
#include <QSettings>
#include <QVBoxLayout>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

/// Who presses twice, because nothing has happened yet, gets one thing: on a real server.
class TestQuickClicks : public QObject
{
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<SampleWindow> m_window;

    template <class Widget>
    Widget *find(const QString &name)
    {
        return m_window->desktop->window().findChild<Widget *>(name);
    }
    QPushButton *ready(const QString &name)
    {
        auto *button = find<QPushButton>(name);
        return button && QTest::qWaitFor([&] { return button->isEnabled(); }, SampleWindow::longWait) ? button
                                                                                                      : nullptr;
    }
    /// How many the server has; -1 where it does not say.
    template <class List>
    int count(const char *method)
    {
        int number = -1;
        m_window->desktop->session().call<List>(method, api::ListRequest{200, {}}, this,
                                                [&number](const Result<List> &answer) {
                                                    if (answer)
                                                        number = int(answer->items.size());
                                                });
        return QTest::qWaitFor([&] { return number >= 0; }, SampleWindow::longWait) ? number : -1;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QSettings().clear();
        m_theme = std::make_unique<Theme>(*qApp);
        m_window = std::make_unique<SampleWindow>(*m_theme);
        QVERIFY(m_window->start());
        QTRY_VERIFY_WITH_TIMEOUT(m_window->desktop->session().isReady(), SampleWindow::longWait);
    }
    void cleanupTestCase()
    {
        m_window.reset();
        m_theme.reset();
    }

    void twoClicksMakeOneInvitation()
    {
        m_window->desktop->navigator().showPanel(u"tenant"_s);
        QPushButton *invite = ready(u"invite"_s);
        QVERIFY(invite);
        const int before = count<api::InvitationList>("invitations.list");
        invite->click();
        QVERIFY(!invite->isEnabled());
        invite->click();
        QTRY_VERIFY_WITH_TIMEOUT(invite->isEnabled(), SampleWindow::longWait);
        QVERIFY(!find<QLineEdit>(u"invitationLink"_s)->text().isEmpty());
        QCOMPARE(count<api::InvitationList>("invitations.list"), before + 1);
        // One more is made when it is asked for.
        invite->click();
        QTRY_VERIFY_WITH_TIMEOUT(invite->isEnabled(), SampleWindow::longWait);
        QCOMPARE(count<api::InvitationList>("invitations.list"), before + 2);
    }

    /// By the keyboard: the button has the focus again afterwards, as somebody who makes several needs it.
    void twoStrokesMakeOneTeam()
    {
        m_window->desktop->navigator().showPanel(u"tenant"_s);
        QPushButton *make = ready(u"makeTeam"_s);
        QVERIFY(make);
        m_window->desktop->window().activateWindow();
        QTRY_VERIFY(m_window->desktop->window().isActiveWindow());
        find<QLineEdit>(u"teamName"_s)->setText(u"Night shift"_s);
        make->setFocus();
        QTRY_VERIFY(make->hasFocus());
        QTest::keyClick(make, Qt::Key_Space);
        QVERIFY(!make->isEnabled());
        // The second goes to whatever has the focus by now: not to the next button, which would do something else.
        QVERIFY(!qobject_cast<QPushButton *>(QApplication::focusWidget()));
        QTest::keyClick(&m_window->desktop->window(), Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(make->isEnabled(), SampleWindow::longWait);
        QVERIFY(make->hasFocus());
        QCOMPARE(count<api::TeamList>("teams.list"), 1);
    }

    /// Typing on, which lets the panel think about the button, does not give it free.
    void anApiKeyIsMadeOnceThoughItsNameGoesOn()
    {
        m_window->desktop->navigator().showPanel(u"security"_s);
        auto *name = find<QLineEdit>(u"keyName"_s);
        QVERIFY(name);
        name->setText(u"nightly"_s);
        QPushButton *create = ready(u"createKey"_s);
        QVERIFY(create);
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(!create->isEnabled());
        QTest::keyClicks(name, u" report"_s);
        QVERIFY(!create->isEnabled());
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!find<QLineEdit>(u"newKey"_s)->text().isEmpty(), SampleWindow::longWait);
        QVERIFY(!create->isEnabled()); // there is no name any more
        QTRY_COMPARE_WITH_TIMEOUT(find<QAbstractItemView>(u"apiKeys"_s)->model()->rowCount(), 1,
                                  SampleWindow::longWait);
    }

    void aHeldButtonIsAfterwardsAsItsPanelWantsIt()
    {
        QWidget panel;
        auto *column = new QVBoxLayout(&panel);
        auto *button = new QPushButton(u"Make"_s, &panel);
        column->addWidget(button);
        panel.show();
        auto held = ButtonHold::on(button);
        QVERIFY(!button->isEnabled());
        button->setEnabled(true);
        QVERIFY(!button->isEnabled());
        panel.setEnabled(false);
        panel.setEnabled(true);
        QVERIFY(!button->isEnabled());
        auto again = ButtonHold::on(button); // by another request
        held.reset();
        QVERIFY(!button->isEnabled());
        again.reset();
        QVERIFY(button->isEnabled());

        held = ButtonHold::on(button);
        button->setEnabled(false); // there is nothing to make any more
        held.reset();
        QVERIFY(!button->isEnabled());
        held = ButtonHold::on(button);
        delete button;
        held.reset(); // of nothing
    }
};

static const bool registered = tabletalk::test::add<TestQuickClicks>();
#include "tst_QuickClicks.moc"
