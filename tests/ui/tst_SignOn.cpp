// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/signon/ProviderDocument.h"
#include "tests/support/TestRunner.h"
#include "tests/ui/WindowFixture.h"
#include "ui/session/Servers.h"
#include "ui/session/Session.h"

#include <QApplication>
#include <QComboBox>
#include <QDesktopServices>
#include <QDialog>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QTabWidget>
#include <QTcpSocket>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject choice(int id, const QString &name)
{
    return {{u"id"_s, idText(id)}, {u"name"_s, name}, {u"host"_s, u"login.example.org"_s}};
}

/// What a browser asks of the window, and what it is told.
QByteArray browse(quint16 port, const QByteArray &target, const QByteArray &host = {})
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, port);
    if (!socket.waitForConnected())
        return "not listening";
    const QByteArray here = host.isEmpty() ? QByteArray("127.0.0.1:" + QByteArray::number(port)) : host;
    socket.write("GET " + target + " HTTP/1.1\r\nHost: " + here + "\r\n\r\n");
    QByteArray all;
    const bool ended = QTest::qWaitFor([&] {
        all += socket.readAll();
        return socket.state() == QAbstractSocket::UnconnectedState;
    });
    return ended ? all + socket.readAll() : QByteArray("no answer");
}

} // namespace

/// Signing in by a browser: the page for it, and the window that listens on its own machine.
class TestSignOn : public QObject
{
    Q_OBJECT

    Theme *m_theme = nullptr;
    QList<QUrl> m_pages; ///< that the browser opened

    /// The dialog on the page of single sign-on, with the server that it asks.
    struct Joining
    {
        FakeServer *server = nullptr;
        QPointer<QDialog> dialog;
    };
    Joining openDialog(WindowFixture &f, const QJsonArray &providers)
    {
        f.open();
        f.click(u"joinServer"_s);
        Joining joining;
        joining.dialog = f.find<QDialog>(u"joinDialog"_s);
        f.find<QLineEdit>(u"serverAddress"_s)->setText(u"127.0.0.1:8765"_s);
        f.click(u"joinNext"_s);
        joining.server = f.server; // made for the server that is tried
        joining.server->on(u"signOn.find"_s, QJsonObject{{u"organization"_s, u"Analytical Engines"_s},
                                                         {u"slug"_s, u"analytical-engines"_s},
                                                         {u"providers"_s, providers}});
        joining.server->on(u"signOn.begin"_s, QJsonObject{{u"attemptId"_s, idText(9)},
                                                          {u"url"_s, u"https://login.example.org/auth?state=x"_s},
                                                          {u"expiresIn"_s, 600}});
        auto *tabs = f.find<QTabWidget>(u"accountTabs"_s);
        if (QTest::qWaitFor([&] { return tabs->isVisible(); }))
            tabs->setCurrentIndex(1);
        return joining;
    }
    static quint16 portOf(const FakeServer &server)
    {
        return quint16(server.last(u"signOn.begin"_s).value(u"port"_s).toInt());
    }

public Q_SLOTS:
    void open(const QUrl &page) { m_pages << page; }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = new Theme(*qApp);
        QDesktopServices::setUrlHandler(u"https"_s, this, "open");
    }
    void cleanupTestCase()
    {
        QDesktopServices::unsetUrlHandler(u"https"_s);
        delete m_theme;
    }
    void init()
    {
        QSettings().clear();
        m_pages.clear();
    }

    void theBrowserBringsTheCodeAndTheWindowItsSecret()
    {
        WindowFixture f(*m_theme);
        const Joining joining = openDialog(f, {choice(71, u"Example Login"_s)});
        QCOMPARE(namelessControls(*joining.dialog), QStringList());
        QVERIFY(f.picture(*joining.dialog, u"sign-on"_s));
        f.find<QLineEdit>(u"signOnOrganization"_s)->setText(u"analytical-engines"_s);
        f.click(u"joinNext"_s);
        QTRY_COMPARE(m_pages, QList<QUrl>{QUrl(u"https://login.example.org/auth?state=x"_s)});
        QCOMPARE(joining.server->last(u"signOn.find"_s).value(u"organization"_s).toString(), u"analytical-engines"_s);
        QCOMPARE(f.find<QPushButton>(u"joinNext"_s)->text(), u"Open again"_s);
        QVERIFY(f.picture(*joining.dialog, u"sign-on-waiting"_s));

        // Whoever does not bring this sign-in is told nothing, and it goes on.
        const quint16 port = portOf(*joining.server);
        const QByteArray good = "/?attempt=" + idText(9).toLatin1() + "&code=the-code";
        QVERIFY(browse(port, "/favicon.ico").startsWith("HTTP/1.1 404"));
        QVERIFY(browse(port, "/?attempt=" + idText(8).toLatin1() + "&code=x").startsWith("HTTP/1.1 404"));
        QVERIFY(browse(port, good, "evil.example").startsWith("HTTP/1.1 404"));
        QCOMPARE(joining.server->count(u"signOn.finish"_s), 0);

        joining.server->on(u"signOn.finish"_s, signedInJson(u"a2"_s, u"r2"_s));
        const QPointer<FakeServer> asked = joining.server;
        QString secret;
        QString code;
        joining.server->on(u"signOn.finish"_s, FakeServer::Answer([&](const QJsonObject &params) -> QJsonValue {
                               secret = params.value(u"secret"_s).toString();
                               code = params.value(u"code"_s).toString();
                               return signedInJson(u"a2"_s, u"r2"_s);
                           }));
        const QString challenge = joining.server->last(u"signOn.begin"_s).value(u"challenge"_s).toString();
        const QByteArray told = browse(port, good);
        QVERIFY2(told.startsWith("HTTP/1.1 200") && told.contains("You may return"), told.constData());
        QTRY_VERIFY(!f.desktop->servers().isLocal());
        QCOMPARE(code, u"the-code"_s);
        QCOMPARE(signon::challengeOf(secret), challenge);
        QCOMPARE(browse(port, good), QByteArray("not listening"));
        QTRY_VERIFY(f.desktop->session().isReady());
    }

    void severalProvidersAreChosenFrom()
    {
        WindowFixture f(*m_theme);
        const Joining joining = openDialog(f, {choice(71, u"Example Login"_s), choice(72, u"Other Login"_s)});
        f.find<QLineEdit>(u"signOnOrganization"_s)->setText(u"ada@example.org"_s);
        f.click(u"joinNext"_s);
        QTRY_VERIFY(f.find<QComboBox>(u"signOnProviders"_s)->isVisible());
        QCOMPARE(joining.server->last(u"signOn.find"_s).value(u"email"_s).toString(), u"ada@example.org"_s);
        QVERIFY(m_pages.isEmpty());
        f.find<QComboBox>(u"signOnProviders"_s)->setCurrentIndex(1);
        QCOMPARE(f.find<QPushButton>(u"joinNext"_s)->text(), u"Sign in with Other Login"_s);
        QVERIFY(f.picture(*joining.dialog, u"sign-on-several"_s));
        f.click(u"joinNext"_s);
        QTRY_COMPARE(m_pages.size(), 1);
        QCOMPARE(joining.server->last(u"signOn.begin"_s).value(u"providerId"_s).toString(), idText(72));
        QCOMPARE(joining.server->last(u"signOn.begin"_s).value(u"email"_s).toString(), u"ada@example.org"_s);
    }

    void whatGoesWrongIsSaidInTheDialog()
    {
        WindowFixture f(*m_theme);
        const Joining joining = openDialog(f, {choice(71, u"Example Login"_s)});
        joining.server->refuse(u"signOn.find"_s, {{u"code"_s, u"not_found"_s},
                                                  {u"title"_s, u"Not found"_s},
                                                  {u"detail"_s, u"There is no single sign-on for that."_s}});
        f.find<QLineEdit>(u"signOnOrganization"_s)->setText(u"nobody"_s);
        f.click(u"joinNext"_s);
        const auto said = [&] { return joining.dialog->findChild<QLabel *>(u"noticeDetail"_s)->text(); };
        QTRY_VERIFY(said().contains(u"no single sign-on"));
        QVERIFY(f.find<QPushButton>(u"joinNext"_s)->isEnabled());

        joining.server->on(u"signOn.find"_s, QJsonObject{{u"organization"_s, u"Analytical Engines"_s},
                                                         {u"slug"_s, u"analytical-engines"_s},
                                                         {u"providers"_s, QJsonArray{choice(71, u"Example Login"_s)}}});
        f.click(u"joinNext"_s);
        QTRY_COMPARE(m_pages.size(), 1);
        joining.server->refuse(u"signOn.finish"_s, {{u"code"_s, u"forbidden"_s},
                                                    {u"title"_s, u"Not allowed"_s},
                                                    {u"detail"_s, u"ada@example.org does not belong here."_s}});
        QVERIFY(browse(portOf(*joining.server), "/?attempt=" + idText(9).toLatin1()).contains("did not work"));
        QTRY_VERIFY(said().contains(u"does not belong"));
        QCOMPARE(joining.server->last(u"signOn.finish"_s).contains(u"code"_s)
                     && !joining.server->last(u"signOn.finish"_s).value(u"code"_s).isNull(),
                 false);
        QVERIFY(f.picture(*joining.dialog, u"sign-on-refused"_s));
    }

    void aServerCannotHaveTheComputerOpenAnythingElse()
    {
        WindowFixture f(*m_theme);
        const Joining joining = openDialog(f, {choice(71, u"Example Login"_s)});
        joining.server->on(
            u"signOn.begin"_s,
            QJsonObject{{u"attemptId"_s, idText(9)}, {u"url"_s, u"file:///etc/passwd"_s}, {u"expiresIn"_s, 600}});
        f.find<QLineEdit>(u"signOnOrganization"_s)->setText(u"analytical-engines"_s);
        f.click(u"joinNext"_s);
        QTRY_VERIFY(joining.dialog->findChild<QLabel *>(u"noticeDetail"_s)->text().contains(u"no page to sign in"));
        QVERIFY(m_pages.isEmpty());
        QCOMPARE(browse(portOf(*joining.server), "/"), QByteArray("not listening"));
    }
};

static const bool registered = tabletalk::test::add<TestSignOn>();
#include "tst_SignOn.moc"
