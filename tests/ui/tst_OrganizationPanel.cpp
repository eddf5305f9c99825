// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestRunner.h"
#include "tests/ui/WindowFixture.h"
#include "ui/tenant/BrandingCard.h"
#include "ui/tenant/EndingCard.h"
#include "ui/tenant/TextTableModel.h"
#include "ui/widgets/Notice.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>

using namespace tabletalk;
using namespace tabletalk::ui;
using namespace tabletalk::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject member(int id, const QString &name, const QString &role)
{
    return {{u"id"_s, idText(id)},
            {u"email"_s, QString(name.toLower() + u"@acme.example"_s)},
            {u"fullName"_s, name},
            {u"role"_s, role},
            {u"joinedAt"_s, u"2026-01-01T09:30:00Z"_s},
            {u"department"_s, u"Sales"_s},
            {u"jobTitle"_s, u""_s},
            {u"allowed"_s, QJsonArray()},
            {u"denied"_s, QJsonArray()}};
}

QJsonObject permission(const QString &name, bool allowed, const QString &rule, const QString &why)
{
    return {{u"permission"_s, name}, {u"allowed"_s, allowed}, {u"rule"_s, rule}, {u"why"_s, why}};
}

QJsonObject invitation()
{
    return {{u"id"_s, idText(60)},
            {u"role"_s, u"viewer"_s},
            {u"invitedBy"_s, idText(1)},
            {u"createdAt"_s, u"2026-01-01T09:30:00Z"_s},
            {u"expiresAt"_s, u"2026-01-08T09:30:00Z"_s}};
}

constexpr auto onePixel =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

QJsonObject profile(const QString &primary, const QString &domain, bool confirmed, bool hasLogo)
{
    return {{u"id"_s, idText(2)},
            {u"name"_s, u"Acme Ltd"_s},
            {u"slug"_s, u"acme"_s},
            {u"timeZone"_s, u"Europe/Berlin"_s},
            {u"defaultWorkspaceId"_s, idText(5)},
            {u"createdAt"_s, u"2026-01-01T00:00:00Z"_s},
            {u"primaryColor"_s, primary},
            {u"accentColor"_s, u"#d9822b"_s},
            {u"customDomain"_s, domain},
            {u"domainConfirmed"_s, confirmed},
            {u"hasLogo"_s, hasLogo}};
}

QJsonObject organization(int id, const QString &name)
{
    return {{u"id"_s, idText(id)},
            {u"name"_s, name},
            {u"slug"_s, name.toLower().section(u' ', 0, 0)},
            {u"role"_s, u"owner"_s}};
}

void fill(FakeServer &server)
{
    // What the other panels ask for when the window opens.
    for (const QString &list : {u"chat.databases"_s, u"conversations.list"_s, u"databases.list"_s})
        server.on(list, QJsonObject{{u"items"_s, QJsonArray()}});
    server.on(u"tenant.read"_s, profile(u"#2f5bb7"_s, u"data.acme.example"_s, false, true));
    server.on(u"tenant.logo"_s,
              QJsonObject{{u"mediaType"_s, u"image/png"_s}, {u"content"_s, QString::fromLatin1(onePixel)}});
    server.on(u"organizations.list"_s,
              QJsonObject{{u"items"_s, QJsonArray{organization(2, u"Acme Ltd"_s), organization(90, u"Globex"_s)}}});
    server.on(u"users.list"_s,
              QJsonObject{{u"items"_s, QJsonArray{member(1, u"Ana"_s, u"owner"_s), member(3, u"Bo"_s, u"viewer"_s)}}});
    server.on(u"users.explainAccess"_s, FakeServer::Answer([](const QJsonObject &params) -> QJsonValue {
                  return QJsonObject{
                      {u"id"_s, params.value(u"id"_s)},
                      {u"role"_s, u"viewer"_s},
                      {u"permissions"_s,
                       QJsonArray{permission(u"chat.ask"_s, true, u"role_holds"_s, u"The role allows it."_s),
                                  permission(u"audit.read"_s, false, u"role_lacks"_s, u"The role does not allow it."_s),
                                  permission(u"members.read"_s, false, u"denied_to_member"_s,
                                             u"An administrator denied it to this person."_s)}}};
              }));
    server.on(u"invitations.list"_s, QJsonObject{{u"items"_s, QJsonArray{invitation()}}});
    server.on(u"teams.list"_s,
              QJsonObject{{u"items"_s, QJsonArray{QJsonObject{{u"id"_s, idText(70)},
                                                              {u"name"_s, u"Sales"_s},
                                                              {u"members"_s, 1},
                                                              {u"createdAt"_s, u"2026-01-01T00:00:00Z"_s}}}}});
    server.on(u"teams.read"_s, QJsonObject{{u"id"_s, idText(70)},
                                           {u"name"_s, u"Sales"_s},
                                           {u"members"_s, QJsonArray{QJsonObject{{u"id"_s, idText(3)},
                                                                                 {u"email"_s, u"bo@acme.example"_s},
                                                                                 {u"fullName"_s, u"Bo"_s}}}}});
}

} // namespace

/// The people of an organisation in the window.
class TestOrganizationPanel : public QObject
{
    Q_OBJECT

private:
    struct Fixture : WindowFixture
    {
        explicit Fixture(Theme &windowTheme)
            : WindowFixture(windowTheme)
        {
            fill(*server);
            open();
            window().showPanel(u"tenant"_s);
        }
        QTableView *table(const char *name) { return find<QTableView>(QString::fromLatin1(name)); }
        bool hasRows(const char *name, int rows)
        {
            return QTest::qWaitFor([&] { return table(name) && table(name)->model()->rowCount() == rows; }, 5000);
        }
        bool wasAsked(const char *method, int times = 1)
        {
            return QTest::qWaitFor([&] { return server->count(QString::fromLatin1(method)) >= times; }, 5000);
        }
        QJsonObject last(const char *method) { return server->last(QString::fromLatin1(method)); }
        /// A picture with a card at its top, and nothing in it that went wrong.
        bool pictureOf(const char *card, const QString &name)
        {
            auto *widget = find<QWidget>(QString::fromLatin1(card));
            QWidget *parent = widget;
            while (parent && !qobject_cast<QScrollArea *>(parent))
                parent = parent->parentWidget();
            if (auto *area = qobject_cast<QScrollArea *>(parent))
                area->verticalScrollBar()->setValue(widget->mapTo(area->widget(), QPoint()).y());
            return picture(window(), name) && complaints().isEmpty();
        }
        QStringList complaints()
        {
            QStringList texts;
            for (const Notice *notice : window().findChildren<Notice *>()) {
                if (notice->isVisible() && notice->text().contains(u"Not understood"_s))
                    texts << notice->text();
            }
            return texts;
        }
        void press(const char *name) { find<QPushButton>(QString::fromLatin1(name))->click(); }
    };

    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void cleanupTestCase() { m_theme.reset(); }

    void aModelOfTextsIsSound()
    {
        TextTableModel model({u"A"_s, u"B"_s}, nullptr);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows({{u"1"_s, {u"a"_s, u"b"_s}}, {u"2"_s, {u"c"_s}}});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, 1).data().toString(), u"b"_s);
        QCOMPARE(model.idAt(1), u"2"_s);
        QCOMPARE(model.idAt(2), QString());
        QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), u"B"_s);
    }

    void whoIsSelectedIsExplainedAndChanged()
    {
        Fixture f(*m_theme);
        QVERIFY(f.hasRows("members", 2));
        f.table("members")->selectRow(1);
        QVERIFY(f.hasRows("memberAccess", 3));
        QCOMPARE(f.last("users.explainAccess").value(u"id"_s).toString(), idText(3));
        QCOMPARE(f.table("memberAccess")->model()->index(2, 2).data().toString(),
                 u"An administrator denied it to this person."_s);
        QCOMPARE(f.find<QComboBox>(u"memberRole"_s)->currentData().toString(), u"viewer"_s);

        f.server->on(u"users.update"_s, member(3, u"Bo"_s, u"manager"_s));
        f.find<QComboBox>(u"memberRole"_s)->setCurrentIndex(f.find<QComboBox>(u"memberRole"_s)->findData(u"manager"_s));
        f.press("saveMember");
        QVERIFY(f.wasAsked("users.update"));
        QCOMPARE(f.last("users.update").value(u"role"_s).toString(), u"manager"_s);
        QVERIFY(QTest::qWaitFor(
            [&] { return f.table("members")->model()->index(1, 2).data().toString() == u"Manager"_s; }));

        f.table("memberAccess")->selectRow(1);
        f.press("allowPermission");
        QVERIFY(f.wasAsked("users.update", 2));
        QCOMPARE(f.last("users.update").value(u"allowed"_s).toArray(), QJsonArray{u"audit.read"_s});
        QCOMPARE(f.last("users.update").value(u"denied"_s).toArray(), QJsonArray());
        QVERIFY(f.pictureOf("membersCard", u"organization-members"_s));
    }

    void whyAMemberSeesAConversationIsSaid()
    {
        Fixture f(*m_theme);
        f.server->on(u"conversations.list"_s,
                     QJsonObject{{u"items"_s, QJsonArray{QJsonObject{{u"id"_s, idText(80)},
                                                                     {u"databaseId"_s, idText(81)},
                                                                     {u"title"_s, u"Sales by month"_s},
                                                                     {u"updatedAt"_s, u"2026-01-01T09:30:00Z"_s}}}}});
        f.window().showPanel(u"chat"_s);
        f.window().showPanel(u"tenant"_s);
        auto *conversation = f.find<QComboBox>(u"reasonConversation"_s);
        QVERIFY(QTest::qWaitFor([&] { return conversation->count() == 2; }));
        f.table("members")->selectRow(1);
        f.server->on(u"users.explainAccess"_s, FakeServer::Answer([](const QJsonObject &params) -> QJsonValue {
                         QJsonObject answer{{u"id"_s, params.value(u"id"_s)},
                                            {u"role"_s, u"viewer"_s},
                                            {u"permissions"_s, QJsonArray()}};
                         if (params.value(u"conversationId"_s).isString()) {
                             answer[u"visibility"_s] = u"private"_s;
                             answer[u"conversation"_s] = permission(u"chat.ask"_s, false, u"private_to_others"_s,
                                                                    u"It is shown to nobody else."_s);
                         }
                         return answer;
                     }));
        conversation->setCurrentIndex(1);
        auto *reason = f.find<QLabel>(u"conversationReason"_s);
        QVERIFY(QTest::qWaitFor([&] { return reason->isVisible(); }));
        QCOMPARE(reason->text(), u"Bo does not see it. It is shown to nobody else."_s);
        QVERIFY(f.pictureOf("membersCard", u"organization-reason"_s));
        conversation->setCurrentIndex(0);
        QVERIFY(!reason->isVisible());
    }

    /// As with another server: everything is read anew, with the new token.
    void anotherOrganisationIsWorkedIn()
    {
        Fixture f(*m_theme);
        auto *choice = f.find<QComboBox>(u"organizationChoice"_s);
        QVERIFY(QTest::qWaitFor([&] { return choice->count() == 2; }));
        auto *change = f.find<QPushButton>(u"changeOrganization"_s);
        choice->setCurrentIndex(choice->findData(idText(90)));
        QVERIFY(change->isEnabled());
        QVERIFY(f.pictureOf("organizationsCard", u"organization-own"_s));

        f.server->refuse(u"organizations.switch"_s, {{u"code"_s, u"not_found"_s}, {u"title"_s, u"Not found"_s}});
        change->click();
        QVERIFY(
            QTest::qWaitFor([&] { return f.server->count(u"organizations.switch"_s) == 1 && change->isEnabled(); }));
        QCOMPARE(f.last("organizations.switch").value(u"id"_s).toString(), idText(90));
        QCOMPARE(f.server->count(u"auth.attach"_s), 1); // nothing changed

        f.server->on(u"organizations.switch"_s, signedInJson(u"other-access"_s, u"other-refresh"_s));
        const int read = f.server->count(u"tenant.read"_s);
        change->click();
        QVERIFY(QTest::qWaitFor([&] { return f.server->count(u"auth.attach"_s) == 2; }));
        QCOMPARE(f.last("auth.attach").value(u"accessToken"_s).toString(), u"other-access"_s);
        QVERIFY(QTest::qWaitFor([&] { return f.server->count(u"tenant.read"_s) > read; }));

        f.server->on(u"organizations.personal"_s, organization(91, u"Ada"_s));
        f.press("personalOrganization");
        QVERIFY(QTest::qWaitFor([&] { return choice->currentData().toString() == idText(91); }));
    }

    void everythingIsSavedAsOneFile()
    {
        Fixture f(*m_theme);
        f.server->on(u"tenant.export"_s,
                     QJsonObject{{u"fileName"_s, u"acme.tar.gz"_s},
                                 {u"mediaType"_s, u"application/gzip"_s},
                                 {u"content"_s, QString::fromLatin1(QByteArray("all").toBase64())}});
        const QString path = f.directory.filePath(u"acme.tar.gz"_s);
        f.find<EndingCard>(u"endingCard"_s)->chooseFile = [path] { return path; };
        f.press("exportOrganization");
        QVERIFY(QTest::qWaitFor([&] { return QFile::exists(path); }));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("all"));
        QVERIFY(f.pictureOf("endingCard", u"organization-ending"_s));
    }

    void aClosedOrganisationIsOpenedAgain()
    {
        Fixture f(*m_theme);
        f.server->on(u"tenant.read"_s, [] {
            QJsonObject closed = profile(u"#2f5bb7"_s, u"data.acme.example"_s, false, true);
            closed[u"status"_s] = u"closed"_s;
            return closed;
        }());
        f.window().showPanel(u"chat"_s);
        f.window().showPanel(u"tenant"_s);
        auto *reopen = f.find<QPushButton>(u"reopenOrganization"_s);
        QVERIFY(QTest::qWaitFor([&] { return reopen->isVisible(); }));
        f.server->on(u"tenant.reopen"_s,
                     QJsonObject{{u"id"_s, idText(2)}, {u"status"_s, u"active"_s}, {u"reason"_s, u""_s}});
        reopen->click();
        QVERIFY(QTest::qWaitFor([&] { return !reopen->isVisible(); }));
        QVERIFY(f.find<QPushButton>(u"closeOrganization"_s)->isVisible());
    }

    /// Nothing but its short name, written by hand, deletes an organisation.
    void deletingWantsTheShortName()
    {
        Fixture f(*m_theme);
        f.server->refuse(u"tenant.delete"_s, {{u"code"_s, u"invalid_request"_s}, {u"title"_s, u"Not its name"_s}});
        f.press("deleteOrganization");
        auto *dialog = f.find<QInputDialog>(u"deleteOrganizationDialog"_s);
        QVERIFY(dialog && f.server->count(u"tenant.delete"_s) == 0);
        QCOMPARE(dialog->findChild<QLabel *>()->textFormat(), Qt::PlainText); // it quotes the name
        dialog->setTextValue(u"something"_s);
        dialog->accept();
        QVERIFY(f.wasAsked("tenant.delete"));
        QCOMPARE(f.last("tenant.delete"), (QJsonObject{{u"confirm"_s, u"something"_s}}));
    }

    void aRefusalIsSaidInPlace()
    {
        Fixture f(*m_theme);
        QVERIFY(f.hasRows("members", 2));
        f.table("members")->selectRow(0);
        f.server->refuse(u"users.update"_s, {{u"code"_s, u"forbidden"_s},
                                             {u"title"_s, u"You are not allowed to do this"_s},
                                             {u"detail"_s, u"An organisation has an owner, always."_s}});
        f.press("saveMember");
        QVERIFY(QTest::qWaitFor([&] {
            const auto notices = f.window().findChildren<Notice *>();
            return std::ranges::any_of(notices, [](const Notice *notice) {
                return notice->isVisible() && notice->text().contains(u"has an owner, always"_s);
            });
        }));
    }

    void anInvitationShowsItsLinkOnce()
    {
        Fixture f(*m_theme);
        QVERIFY(f.hasRows("invitations", 1));
        QVERIFY(!f.find<QLineEdit>(u"invitationLink"_s)->isVisible());
        f.server->on(u"invitations.create"_s, QJsonObject{{u"invitation"_s, invitation()},
                                                          {u"token"_s, u"ti_x"_s},
                                                          {u"link"_s, u"http://127.0.0.1:1/join#ti_x"_s}});
        f.find<QLineEdit>(u"invitationEmail"_s)->setText(u" cy@acme.example "_s);
        f.press("invite");
        QVERIFY(f.wasAsked("invitations.create"));
        QCOMPARE(f.last("invitations.create").value(u"email"_s).toString(), u"cy@acme.example"_s);
        QCOMPARE(f.last("invitations.create").value(u"role"_s).toString(), u"member"_s);
        QVERIFY(QTest::qWaitFor([&] { return f.find<QLineEdit>(u"invitationLink"_s)->isVisible(); }));
        QVERIFY(f.pictureOf("invitationsCard", u"organization-invitations"_s));

        f.server->on(u"invitations.revoke"_s, QJsonObject());
        QVERIFY(f.wasAsked("invitations.list", 2));
        QVERIFY(f.hasRows("invitations", 1));
        f.table("invitations")->selectRow(0);
        f.press("revokeInvitation");
        QVERIFY(f.wasAsked("invitations.revoke"));
        QCOMPARE(f.last("invitations.revoke").value(u"id"_s).toString(), idText(60));
    }

    void anInvitationThatWasMailedSaysSo()
    {
        Fixture f(*m_theme);
        QVERIFY(f.hasRows("invitations", 1));
        QJsonObject invited = invitation();
        invited[u"email"_s] = u"cy@acme.example"_s;
        f.server->on(u"invitations.create"_s, QJsonObject{{u"invitation"_s, invited},
                                                          {u"token"_s, u"ti_x"_s},
                                                          {u"link"_s, u"http://127.0.0.1:1/join#ti_x"_s},
                                                          {u"mailed"_s, true}});
        f.find<QLineEdit>(u"invitationEmail"_s)->setText(u"cy@acme.example"_s);
        f.press("invite");
        QVERIFY(QTest::qWaitFor([&] {
            const auto notices = f.window().findChildren<Notice *>();
            return std::ranges::any_of(notices, [](const Notice *notice) {
                return notice->isVisible() && notice->text().contains(u"on its way to cy@acme.example"_s);
            });
        }));
        QVERIFY(f.find<QLineEdit>(u"invitationLink"_s)->isVisible()); // to copy all the same
    }

    void coloursDomainAndLogoAreShownAndChanged()
    {
        Fixture f(*m_theme);
        QVERIFY(f.wasAsked("tenant.logo"));
        auto *logo = f.find<QLabel>(u"organizationLogo"_s);
        QVERIFY(QTest::qWaitFor([&] { return !logo->pixmap().isNull(); }));
        auto *primary = f.find<QLineEdit>(u"primaryColor"_s);
        QCOMPARE(primary->text(), u"#2f5bb7"_s);
        QCOMPARE(f.find<QLineEdit>(u"customDomain"_s)->text(), u"data.acme.example"_s);
        QVERIFY(f.find<QLabel>(u"domainState"_s)->text().contains(u"operator"_s));
        auto *save = f.find<QPushButton>(u"saveBranding"_s);
        QVERIFY(!save->isEnabled());
        for (const QString &wrong : {u"blue"_s, u"#12"_s, u"#12345g"_s, u"#11223344"_s}) {
            primary->setText(wrong);
            QVERIFY2(!save->isEnabled(), qPrintable(wrong));
        }
        primary->setText(u" #AA3377 "_s);
        QVERIFY(save->isEnabled());
        f.server->on(u"tenant.update"_s, profile(u"#aa3377"_s, u"data.acme.example"_s, true, true));
        save->click();
        QVERIFY(f.wasAsked("tenant.update"));
        QCOMPARE(f.last("tenant.update").value(u"primaryColor"_s).toString(), u"#aa3377"_s);
        QVERIFY(!f.last("tenant.update").contains(u"name"_s) || f.last("tenant.update").value(u"name"_s).isNull());
        QVERIFY(QTest::qWaitFor([&] { return primary->text() == u"#aa3377"_s && !save->isEnabled(); }));
        QVERIFY(f.find<QLabel>(u"domainState"_s)->text().contains(u"find your organisation"_s));
        QVERIFY(f.pictureOf("brandingCard", u"organization-branding"_s));
        f.server->on(u"tenant.removeLogo"_s, QJsonObject());
        f.press("removeLogo");
        QVERIFY(QTest::qWaitFor([&] { return logo->text() == u"No logo"_s; }));
    }

    void aLogoIsTakenFromAFile()
    {
        Fixture f(*m_theme);
        QVERIFY(f.wasAsked("tenant.logo"));
        auto *card = f.find<BrandingCard>(u"brandingCard"_s);
        const QTemporaryDir folder;
        QString chosen = folder.filePath(u"logo.png"_s);
        card->setFileChooser([&] { return chosen; });
        QFile file(chosen);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray::fromBase64(onePixel)) > 0);
        file.close();
        f.server->on(u"tenant.setLogo"_s, QJsonObject());
        f.press("chooseLogo");
        QVERIFY(f.wasAsked("tenant.setLogo"));
        QCOMPARE(f.last("tenant.setLogo").value(u"content"_s).toString(), QString::fromLatin1(onePixel));

        const auto says = [&](const QString &words) {
            const auto notices = card->findChildren<Notice *>();
            return std::ranges::any_of(
                notices, [&](const Notice *notice) { return notice->isVisible() && notice->text().contains(words); });
        };
        chosen = folder.filePath(u"missing.png"_s);
        f.press("chooseLogo");
        QVERIFY(says(u"cannot be read"_s));
        chosen = folder.filePath(u"huge.png"_s);
        QFile huge(chosen);
        QVERIFY(huge.open(QIODevice::WriteOnly) && huge.resize(qint64{300} * 1024));
        f.press("chooseLogo");
        QVERIFY(says(u"too large"_s));
        chosen.clear(); // nothing was chosen
        f.press("chooseLogo");
        QCOMPARE(f.server->count(u"tenant.setLogo"_s), 1);
    }

    void teamsAreMadeOfMembers()
    {
        Fixture f(*m_theme);
        QVERIFY(f.hasRows("teams", 1));
        f.table("teams")->selectRow(0);
        QVERIFY(f.hasRows("teamMembers", 1));
        QCOMPARE(f.find<QComboBox>(u"teamCandidate"_s)->count(), 2);
        f.server->on(u"teams.addMember"_s,
                     QJsonObject{{u"id"_s, idText(70)},
                                 {u"name"_s, u"Sales"_s},
                                 {u"members"_s, QJsonArray{QJsonObject{{u"id"_s, idText(1)},
                                                                       {u"email"_s, u"ana@acme.example"_s},
                                                                       {u"fullName"_s, u"Ana"_s}},
                                                           QJsonObject{{u"id"_s, idText(3)},
                                                                       {u"email"_s, u"bo@acme.example"_s},
                                                                       {u"fullName"_s, u"Bo"_s}}}}});
        f.press("addToTeam");
        QVERIFY(f.hasRows("teamMembers", 2));
        QCOMPARE(f.last("teams.addMember").value(u"userId"_s).toString(), idText(1));
        QVERIFY(f.pictureOf("teamsCard", u"organization-teams"_s));
        QVERIFY2(namelessControls(f.window()).isEmpty(), qPrintable(namelessControls(f.window()).join(u'\n')));
    }
};

static const bool registered = tabletalk::test::add<TestOrganizationPanel>();
#include "tst_OrganizationPanel.moc"
