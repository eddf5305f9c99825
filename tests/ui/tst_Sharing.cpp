// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/EmbeddedSharing.h"
#include "app/desktop/SingleInstance.h"
#include "server/embedded/NetworkSharing.h"
#include "tests/support/TestRunner.h"
#include "tests/ui/SampleWindow.h"
#include "ui/session/InvitationLink.h"
#include "ui/session/Pins.h"
#include "ui/settings/SharingCard.h"
#include "ui/shell/Tray.h"
#include "ui/widgets/QrView.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTcpServer>

#include <atomic>
#include <memory>
#include <thread>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

/// The window of whoever shares, and its switch, at a port of this test's own.
struct SharingWindow : SampleWindow
{
    using SampleWindow::SampleWindow;
    ~SharingWindow()
    {
        desktop.reset();
        sharing.reset();
    }
    bool open()
    {
        if (!start())
            return false;
        sharing = std::make_unique<desktop::EmbeddedSharing>(
            server->sharing(), desktop::Autostart(directory.filePath(u"autostart"_s), {u"/opt/a b/tabletalk"_s}));
        sharing->change({false, u"127.0.0.1"_s, port});
        const QString data = directory.filePath(u"data"_s);
        desktop->servers().setLocal({server->rpcUrl(), data, [this] { return server->signInOwner(); }, sharing.get()});
        desktop->window().showPanel(u"settings"_s);
        return QTest::qWaitFor([this] { return desktop->session().isReady() && !sharing->isBusy(); }, longWait);
    }
    template <class Widget>
    Widget *find(const QString &name)
    {
        return desktop->window().findChild<Widget *>(name);
    }
    bool share()
    {
        find<QCheckBox>(u"shareSwitch"_s)->click();
        return QTest::qWaitFor([this] { return sharing->state().listening && !sharing->isBusy(); }, longWait);
    }
    QString invite()
    {
        find<QPushButton>(u"shareInvite"_s)->click();
        auto *link = find<QLineEdit>(u"sharedLink"_s);
        return QTest::qWaitFor([link] { return !link->text().isEmpty(); }, longWait) ? link->text() : QString();
    }

    int port = freePort();
    std::unique_ptr<desktop::EmbeddedSharing> sharing;
};

/// The window of somebody else.
struct OtherWindow
{
    explicit OtherWindow(Theme &theme)
    {
        DesktopOptions options;
        options.configDir = directory.path();
        options.judge = [this](const UnknownCertificate &) {
            ++asked;
            return false;
        };
        desktop = std::make_unique<Desktop>(theme, options);
        desktop->secrets().useFile();
        desktop->showWindow();
    }
    QDialog *paste(const QString &link)
    {
        desktop->navigator().joinServer();
        auto *dialog = desktop->window().findChild<QDialog *>(u"joinDialog"_s);
        dialog->findChild<QLineEdit *>(u"serverAddress"_s)->setText(link);
        dialog->findChild<QPushButton *>(u"joinNext"_s)->click();
        return dialog;
    }
    bool accept(QDialog *dialog)
    {
        auto *email = dialog->findChild<QLineEdit *>(u"invitedEmail"_s);
        if (!QTest::qWaitFor([email] { return email->isVisible(); }, SampleWindow::longWait))
            return false;
        email->setText(u"ada@example.org"_s);
        dialog->findChild<QLineEdit *>(u"invitedName"_s)->setText(u"Ada Lovelace"_s);
        dialog->findChild<QLineEdit *>(u"invitedPassword"_s)->setText(u"a long enough passphrase"_s);
        dialog->findChild<QPushButton *>(u"joinNext"_s)->click();
        return QTest::qWaitFor([this] { return desktop->session().isReady(); }, SampleWindow::longWait);
    }

    QTemporaryDir directory;
    int asked = 0;
    std::unique_ptr<Desktop> desktop;
};

/// Of a dialog that may be gone, because it joined.
QString noticeOf(const QPointer<QDialog> &dialog)
{
    if (!dialog)
        return {};
    return dialog->findChild<QLabel *>(u"noticeTitle"_s)->text()
           + dialog->findChild<QLabel *>(u"noticeDetail"_s)->text();
}

} // namespace

/// Sharing on the network as people do it: the switch in one window, the link in another.
class TestSharing : public QObject
{
    Q_OBJECT

    Theme *m_theme = nullptr;

private Q_SLOTS:
    void initTestCase() { m_theme = new Theme(*qApp); }
    void init() { QSettings().clear(); }
    void cleanupTestCase() { delete m_theme; }

    void aLinkIsReadWithItsCertificate()
    {
        const QString fingerprint = QString(64, u'a');
        const auto link = InvitationLink::read(u" https://192.168.1.20:8765/join#ti_abc&sha256=%1 "_s.arg(fingerprint));
        QVERIFY(link);
        QCOMPARE(link->server, QUrl(u"wss://192.168.1.20:8765/rpc"_s));
        QCOMPARE(link->token, u"ti_abc"_s);
        QCOMPARE(link->fingerprint, QByteArray(32, char(0xAA)));
        const auto plain = InvitationLink::read(u"https://example.org/join#ti_abc"_s);
        QVERIFY(plain && plain->fingerprint.isEmpty());
        QCOMPARE(InvitationLink::toServer(u"https://10.0.0.1:1"_s, QByteArray(2, 'a')),
                 u"https://10.0.0.1:1/join#sha256=6161"_s);
        for (const QString &bad :
             {u"https://example.org/join#ti_abc&sha256=abcd"_s, u"https://example.org/else#ti_abc"_s,
              u"http://10.0.0.1:1/join#ti_abc&sha256=%1"_s.arg(fingerprint), u"/join#"_s})
            QVERIFY2(!InvitationLink::read(bad), qPrintable(bad));
        QVERIFY(!InvitationLink::looksLikeOne(u"example.org"_s));
    }

    void whoeverPastesTheLinkIsInAndSeen()
    {
        SharingWindow host(*m_theme);
        QVERIFY(host.open());
        auto *card = host.find<SharingCard>(u"sharingCard"_s);
        QVERIFY(card->isVisible());
        QVERIFY(!host.find<QLineEdit>(u"sharedAddress"_s)->isVisible());
        QVERIFY(host.picture(*card, u"sharing-off"_s));
        QVERIFY(host.share());
        QTRY_VERIFY(host.find<QLineEdit>(u"sharedAddress"_s)->isVisible());
        QCOMPARE(host.find<QLineEdit>(u"sharedAddress"_s)->text(), u"https://127.0.0.1:%1"_s.arg(host.port));
        QCOMPARE(host.find<QLabel>(u"sharedFingerprint"_s)->text().remove(u'\n'),
                 Pins::display(host.sharing->state().fingerprint));
        QCOMPARE(host.find<QrView>(u"sharedQr"_s)->isVisible(), qrSquaresOf(u"x"_s).has_value());
        host.find<QPushButton>(u"sharedAddressCopy"_s)->click();
        QCOMPARE(QApplication::clipboard()->text(), u"https://127.0.0.1:%1"_s.arg(host.port));
        host.find<QPushButton>(u"sharedFingerprintCopy"_s)->click();
        QCOMPARE(QApplication::clipboard()->text(), Pins::display(host.sharing->state().fingerprint));
        const QString link = host.invite();
        QVERIFY2(link.contains(u"&sha256="_s), qPrintable(link));

        OtherWindow other(*m_theme);
        const QPointer<QDialog> dialog = other.paste(link);
        QTRY_VERIFY_WITH_TIMEOUT(dialog->findChild<QLineEdit *>(u"invitedEmail"_s)->isVisible(),
                                 SampleWindow::longWait);
        QVERIFY(saveScreenshot(*dialog, u"join-invited"_s));
        QVERIFY2(other.accept(dialog), qPrintable(noticeOf(dialog)));
        QCOMPARE(other.asked, 0);
        QCOMPARE(other.desktop->session().user().fullName, u"Ada Lovelace"_s);
        auto *guests = host.find<QLabel>(u"sharedGuests"_s);
        QTRY_VERIFY_WITH_TIMEOUT(guests->text().contains(u"Ada Lovelace"_s), SampleWindow::longWait);
        QVERIFY(host.picture(*card, u"sharing-on"_s));

        std::optional<Problem> why;
        connect(&other.desktop->session(), &Session::connectionLost, this,
                [&why](const Problem &problem, std::chrono::milliseconds) {
                    if (!why)
                        why = problem;
                });
        host.find<QCheckBox>(u"shareSwitch"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(why.has_value(), SampleWindow::longWait);
        QVERIFY2(why->detail.contains(u"not shared"_s), qPrintable(why->detail));
        QTRY_VERIFY(!host.find<QLineEdit>(u"sharedAddress"_s)->isVisible());
        QVERIFY(host.desktop->session().isReady());
    }

    void aServerThatIsNotTheOneOfTheLinkIsRefused()
    {
        SharingWindow host(*m_theme);
        QVERIFY(host.open());
        QVERIFY(host.share());
        QString link = host.invite();
        const QString wrong = QString(64, u'0');
        link.replace(link.size() - 64, 64, wrong);
        OtherWindow other(*m_theme);
        const QPointer<QDialog> dialog = other.paste(link);
        auto *title = dialog->findChild<QLabel *>(u"noticeTitle"_s);
        QTRY_VERIFY_WITH_TIMEOUT(title->isVisible(), SampleWindow::longWait);
        QVERIFY2(noticeOf(dialog).contains(u"not the server of the invitation"_s), qPrintable(noticeOf(dialog)));
        QVERIFY(!dialog->findChild<QLineEdit *>(u"invitedEmail"_s)->isVisible());
        QCOMPARE(other.asked, 0);
        QVERIFY(Pins().fingerprint(u"127.0.0.1:%1"_s.arg(host.port)).isEmpty());
        QVERIFY(saveScreenshot(*dialog, u"join-wrong-certificate"_s));
    }

    void itStartsWithTheDesktopSessionWhenThatIsWanted()
    {
        SharingWindow host(*m_theme);
        QVERIFY(host.open());
        auto *login = host.find<QCheckBox>(u"startAtLogin"_s);
        QVERIFY(login->isVisible() && !login->isChecked());
        login->click();
        QFile entry(host.directory.filePath(u"autostart/tabletalk.desktop"_s));
        QVERIFY(entry.open(QIODevice::ReadOnly));
        QVERIFY(entry.readAll().contains("\nExec=\"/opt/a b/tabletalk\"\n"));
        QVERIFY(login->isChecked());
        login->click();
        QVERIFY(!entry.exists());
        desktop::Autostart odd(host.directory.filePath(u"autostart"_s), {u"/x/$a\\b\"c%"_s});
        QVERIFY(odd.set(true));
        QFile again(entry.fileName());
        QVERIFY(again.open(QIODevice::ReadOnly));
        // Not as raw text, which moc cannot read where a quotation mark follows a backslash.
        QVERIFY(again.readAll().contains("Exec=\"/x/\\\\$a\\\\\\\\b\\\\\"c%%\""));
    }

    void withTheSwitchOnTheServerOutlivesItsWindow()
    {
        SharingWindow host(*m_theme);
        QVERIFY(host.open());
        QVERIFY(host.share());
        auto *keep = host.find<QCheckBox>(u"keepServing"_s);
        QVERIFY(!keep->isChecked());
        keep->click();
        QVERIFY(savedCloseChoice() == CloseChoice::KeepServing);
        keep->click();
        QVERIFY(!savedCloseChoice());
    }

    void aSecondStartLeadsToTheFirst()
    {
        QTemporaryDir data;
        desktop::SingleInstance first(data.path());
        QVERIFY(!first.callOther(false));
        QVERIFY(first.listen());
        int shown = 0;
        int ended = 0;
        connect(&first, &desktop::SingleInstance::showWanted, this, [&shown] { ++shown; });
        connect(&first, &desktop::SingleInstance::quitWanted, this, [&ended] { ++ended; });
        const auto call = [&data](bool quit) {
            auto answer = std::make_shared<std::atomic<int>>(-1);
            std::thread([answer, quit, path = data.path()] {
                *answer = desktop::SingleInstance(path).callOther(quit) ? 1 : 0;
            }).detach();
            return answer;
        };
        const auto show = call(false);
        QTRY_COMPARE(show->load(), 1);
        QCOMPARE(shown, 1);
        const auto quit = call(true);
        QTRY_COMPARE(quit->load(), 1);
        QCOMPARE(ended, 1);
        QTemporaryDir other;
        QVERIFY(!desktop::SingleInstance(other.path()).callOther(false)); // of another data directory
    }

    void whatIsTypedStaysWhileTheStateIsToldAnew()
    {
        SharingWindow host(*m_theme);
        QVERIFY(host.open());
        auto *port = host.find<QSpinBox>(u"sharePort"_s);
        auto *network = host.find<QComboBox>(u"shareAddress"_s);
        const quint16 wanted = freePort();
        port->setValue(wanted);
        network->setCurrentIndex(0);
        Q_EMIT host.sharing->changed(); // as it is every quarter of a minute
        QCOMPARE(port->value(), int(wanted));
        QCOMPARE(network->currentIndex(), 0);
        QSignalSpy filled(network->model(), &QAbstractItemModel::rowsRemoved);
        Q_EMIT host.sharing->changed();
        QCOMPARE(filled.size(), 0); // it may be unfolded
    }

    void aLinkToAnotherPortIsTakenAway()
    {
        SharingWindow host(*m_theme);
        QVERIFY(host.open());
        QVERIFY(host.share());
        QVERIFY(!host.invite().isEmpty());
        auto *link = host.find<QLineEdit>(u"sharedLink"_s);
        Q_EMIT host.sharing->changed();
        QVERIFY(link->isVisible());
        const quint16 other = freePort();
        host.find<QSpinBox>(u"sharePort"_s)->setValue(other);
        QTRY_COMPARE_WITH_TIMEOUT(host.find<QLineEdit>(u"sharedAddress"_s)->text(),
                                  u"https://127.0.0.1:%1"_s.arg(other), SampleWindow::longWait);
        QVERIFY(link->text().isEmpty() && !link->isVisible());
    }

    void aPortThatIsTakenIsSaidInPlace()
    {
        SharingWindow host(*m_theme);
        QVERIFY(host.open());
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost, quint16(host.port)));
        host.find<QCheckBox>(u"shareSwitch"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(!host.sharing->isBusy() && host.sharing->state().problem, SampleWindow::longWait);
        auto *card = host.find<SharingCard>(u"sharingCard"_s);
        auto *title = card->findChild<QLabel *>(u"noticeTitle"_s);
        QTRY_VERIFY(title->isVisible());
        QVERIFY(host.picture(*card, u"sharing-port-taken"_s));
        const quint16 other = freePort();
        host.find<QSpinBox>(u"sharePort"_s)->setValue(other); // at once, as it is switched on
        QTRY_VERIFY_WITH_TIMEOUT(host.sharing->state().listening, SampleWindow::longWait);
        QTRY_VERIFY(!title->isVisible());
        QCOMPARE(host.find<QLineEdit>(u"sharedAddress"_s)->text(), u"https://127.0.0.1:%1"_s.arg(other));
    }
};

static const bool registered = tabletalk::test::add<TestSharing>();
#include "tst_Sharing.moc"
