// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/JoinDialog.h"

#include "ui/session/BrowserSignIn.h"
#include "ui/session/ServerAddress.h"
#include "ui/session/Servers.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/BusyDots.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QComboBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>

namespace tabletalk::ui {

namespace {

constexpr int dialogWidth = 560; // a line of a fingerprint fits in
constexpr auto lastOrganizationKey = "signOn/lastOrganization";

enum { SignInTab, SignOnTab, RegisterTab };
enum { AddressPage, AccountPage, InvitationPage };

QFormLayout *makeForm(QWidget *parent)
{
    auto *form = new QFormLayout(parent);
    form->setContentsMargins(0, space::large, 0, 0);
    form->setHorizontalSpacing(space::large);
    form->setVerticalSpacing(space::medium);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return form;
}

/// "example.org:8765", "[2001:db8::1]:8765"
QString nameOf(const QUrl &server)
{
    return server.authority();
}

} // namespace

JoinDialog::JoinDialog(WindowContext &context, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_pages(new QStackedWidget(this))
    , m_notice(new Notice(this))
    , m_busy(new QWidget(this))
    , m_busyText(makeLabel({}, TextStyle::Body, true, m_busy))
    , m_back(makeButton(QStringLiteral("joinBack"), tr("Back"), ButtonKind::Plain, this))
    , m_next(makeButton(QStringLiteral("joinNext"), tr("Next"), ButtonKind::Primary, this))
{
    setObjectName(QStringLiteral("joinDialog"));
    setWindowTitle(tr("Join a server"));
    setMinimumWidth(dialogWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::large);
    m_pages->addWidget(makeAddressPage());
    m_pages->addWidget(makeAccountPage());
    m_pages->addWidget(makeInvitationPage());
    column->addWidget(m_pages);
    column->addWidget(m_notice);
    column->addStretch();

    auto *busyRow = new QHBoxLayout(m_busy);
    busyRow->setContentsMargins(0, 0, 0, 0);
    m_busyText->setWordWrap(false);
    busyRow->addWidget(new BusyDots(m_busy));
    busyRow->addWidget(m_busyText);
    auto *cancel = makeButton(QStringLiteral("joinCancel"), tr("Cancel"), ButtonKind::Plain, this);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addWidget(m_busy);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_back);
    buttons->addWidget(m_next);
    column->addLayout(buttons);
    m_next->setDefault(true);
    m_back->hide();
    m_busy->hide();
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_back, &QPushButton::clicked, this, [this] {
        m_browser.reset();
        m_session.reset();
        m_notice->hide();
        m_pages->setCurrentIndex(AddressPage);
        m_back->hide();
        setBusy({});
    });
    connect(m_next, &QPushButton::clicked, this, &JoinDialog::goOn);
    lockManaged();
}

void JoinDialog::goOn()
{
    if (m_pages->currentIndex() == AddressPage)
        goToServer();
    else if (m_pages->currentIndex() == InvitationPage)
        acceptInvitation();
    else if (m_tabs->currentIndex() == SignInTab)
        signIn();
    else if (m_tabs->currentIndex() == RegisterTab)
        registerAccount();
    else if (m_found)
        beginSignOn();
    else
        findSignOn();
}

JoinDialog::~JoinDialog() = default;

QLineEdit *JoinDialog::addField(QLayout *form, const QString &name, const QString &label, bool secret)
{
    auto *field = new QLineEdit(this);
    field->setObjectName(name);
    QString spoken = label;
    field->setAccessibleName(spoken.remove(u'&'));
    if (secret)
        field->setEchoMode(QLineEdit::Password);
    static_cast<QFormLayout *>(form)->addRow(label, field);
    return field;
}

QWidget *JoinDialog::makeAddressPage()
{
    auto *page = new QWidget(m_pages);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::tiny);
    column->addWidget(makeLabel(tr("Join a server"), TextStyle::Title, false, page));
    column->addWidget(makeLabel(tr("Its administrator can tell you the address, or send you a link. The server on "
                                   "this computer stays, and you can come back to it at any time."),
                                TextStyle::Body, true, page));
    auto *fields = new QWidget(page);
    auto *form = makeForm(fields);
    m_address = addField(form, QStringLiteral("serverAddress"), tr("&Address or link"));
    m_address->setPlaceholderText(tr("example.org, 192.168.1.20:8765, https://…/join#…"));
    column->addWidget(fields);
    return page;
}

QWidget *JoinDialog::makeAccountPage()
{
    auto *page = new QWidget(m_pages);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    m_serverName = makeLabel({}, TextStyle::Title, false, page);
    column->addWidget(m_serverName);
    m_tabs = new QTabWidget(page);
    m_tabs->setObjectName(QStringLiteral("accountTabs"));
    m_tabs->setAccessibleName(tr("Sign in or register"));
    m_tabs->tabBar()->setAccessibleName(tr("Sign in or register"));
    m_tabs->addTab(makeSignInTab(), tr("I have an account"));
    m_tabs->addTab(makeSignOnTab(), tr("Single sign-on"));
    m_tabs->addTab(makeRegisterTab(), tr("New organisation"));
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        m_browser.reset(); // whoever goes elsewhere does not wait for the browser
        m_notice->hide();
        setBusy({});
    });
    column->addWidget(m_tabs);
    return page;
}

/// One form for new accounts and for those that are there: which it is, the server knows by the address.
QWidget *JoinDialog::makeInvitationPage()
{
    auto *page = new QWidget(m_pages);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::tiny);
    column->addWidget(makeLabel(tr("Accept the invitation"), TextStyle::Title, false, page));
    m_invitedTo = makeLabel({}, TextStyle::Body, true, page);
    m_invitedTo->setObjectName(QStringLiteral("invitedTo"));
    column->addWidget(m_invitedTo);
    auto *fields = new QWidget(page);
    auto *form = makeForm(fields);
    m_invitedEmail = addField(form, QStringLiteral("invitedEmail"), tr("&E-mail"));
    m_invitedName = addField(form, QStringLiteral("invitedName"), tr("Your &name"));
    m_invitedName->setPlaceholderText(tr("Not needed where you have an account there"));
    m_invitedPassword = addField(form, QStringLiteral("invitedPassword"), tr("&Password"), true);
    m_invitedPassword->setPlaceholderText(tr("A new one, or your account's"));
    column->addWidget(fields);
    column->addStretch();
    return page;
}

QWidget *JoinDialog::makeSignInTab()
{
    auto *tab = new QWidget(m_tabs);
    auto *form = makeForm(tab);
    m_email = addField(form, QStringLiteral("email"), tr("&E-mail"));
    m_password = addField(form, QStringLiteral("accountPassword"), tr("&Password"), true);
    return tab;
}

/// The organisation is named first; then there is a way to sign in, or several to choose from.
QWidget *JoinDialog::makeSignOnTab()
{
    auto *tab = new QWidget(m_tabs);
    auto *form = makeForm(tab);
    m_organization = addField(form, QStringLiteral("signOnOrganization"), tr("&Organisation"));
    m_organization->setPlaceholderText(tr("Its short name, or your e-mail address"));
    m_organization->setText(QSettings().value(QLatin1StringView(lastOrganizationKey)).toString());
    m_providers = new QComboBox(tab);
    m_providers->setObjectName(QStringLiteral("signOnProviders"));
    m_providers->setAccessibleName(tr("Sign in with"));
    m_providersLabel = new QLabel(tr("Sign in &with"), tab);
    m_providersLabel->setBuddy(m_providers);
    form->addRow(m_providersLabel, m_providers);
    m_providersLabel->hide();
    m_providers->hide();
    form->addRow(makeLabel(tr("Your browser opens the page of your organisation's identity provider. Finish there, and "
                              "come back to this window."),
                           TextStyle::Body, true, tab));
    connect(m_organization, &QLineEdit::textEdited, this, &JoinDialog::forgetSignOn);
    connect(m_providers, &QComboBox::currentIndexChanged, this, [this] { setBusy({}); });
    return tab;
}

QWidget *JoinDialog::makeRegisterTab()
{
    auto *tab = new QWidget(m_tabs);
    auto *form = makeForm(tab);
    m_newOrganization = addField(form, QStringLiteral("newOrganization"), tr("&Organisation"));
    m_newName = addField(form, QStringLiteral("newName"), tr("Your &name"));
    m_newEmail = addField(form, QStringLiteral("newEmail"), tr("&E-mail"));
    m_newPassword = addField(form, QStringLiteral("newPassword"), tr("&Password"), true);
    return tab;
}

/// What the policy of this computer leaves to be chosen; the session itself keeps to it anyway.
void JoinDialog::lockManaged()
{
    const ManagedSettings &managed = m_context.servers.managed();
    if (managed.isServerLocked()) {
        m_address->setReadOnly(true);
        m_address->setToolTip(managed.sourceText());
        m_address->setAccessibleDescription(managed.sourceText());
        m_address->addAction(icon(QStringLiteral("lock"), IconTint::Muted), QLineEdit::TrailingPosition)
            ->setToolTip(managed.sourceText());
        m_address->setPlaceholderText({});
        if (auto *label = qobject_cast<QLabel *>(
                static_cast<QFormLayout *>(m_address->parentWidget()->layout())->labelForField(m_address)))
            label->setText(tr("&Address"));
        m_address->setAccessibleName(tr("Address"));
        setAddress(managed.serverAddress());
        m_invitation = addField(m_address->parentWidget()->layout(), QStringLiteral("invitationLink"),
                                tr("&Link of an invitation"));
        m_invitation->setPlaceholderText(tr("Not needed where you have an account there"));
        m_address->installEventFilter(this);
        connect(m_invitation, &QLineEdit::textChanged, m_notice, &QWidget::hide);
    }
    if (!managed.isSignInLocked())
        return;
    const SignInMethod method = managed.signInMethod();
    const bool mayPassword = method == SignInMethod::Any || method == SignInMethod::Password;
    const bool maySignOn = method == SignInMethod::Any || method == SignInMethod::SingleSignOn;
    for (const int tab : {int(SignInTab), int(RegisterTab), int(SignOnTab)}) {
        const bool may = tab == SignOnTab ? maySignOn : mayPassword;
        m_tabs->setTabEnabled(tab, may);
        if (may)
            continue;
        m_tabs->setTabIcon(tab, icon(QStringLiteral("lock"), IconTint::Muted));
        m_tabs->setTabToolTip(tab, managed.sourceText());
    }
    if (maySignOn && !mayPassword)
        m_tabs->setCurrentIndex(SignOnTab);
}

/// A link that is pasted onto the locked address is meant all the same.
bool JoinDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_address && m_invitation && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Paste)) {
        pasteLink(QGuiApplication::clipboard()->text());
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

void JoinDialog::pasteLink(const QString &text)
{
    m_invitation->setText(text.trimmed());
    m_invitation->setFocus();
    if (const auto link = readTyped(); !link)
        m_notice->show(link.error());
}

/// What the policy of this computer refuses is refused here already, where it can be said of the link.
Result<InvitationLink> JoinDialog::readTyped() const
{
    const ManagedSettings &managed = m_context.servers.managed();
    const QString invitation = m_invitation ? m_invitation->text().trimmed() : QString();
    const QString typed = invitation.isEmpty() ? m_address->text() : invitation;
    Result<InvitationLink> link = InvitationLink();
    if (!invitation.isEmpty() || InvitationLink::looksLikeOne(typed))
        link = InvitationLink::read(typed);
    else if (const auto url = serverAddress(typed))
        link->server = *url;
    else
        link = std::unexpected(url.error());
    if (!link)
        return link;
    if (const auto refused = managed.refusalOf(link->server)) {
        Problem why = *refused;
        if (m_invitation && !invitation.isEmpty())
            why.hint = tr("The link leads to %1. Ask whoever invited you for one to your organisation's server.")
                           .arg(nameOf(link->server));
        return std::unexpected(why);
    }
    if (const auto refused = managed.refusalOf(link->server, "invitations.accept"); refused && !link->token.isEmpty()) {
        Problem why = *refused;
        why.hint = tr("An invitation is accepted with a password. Leave the link out and sign in by single sign-on.");
        return std::unexpected(why);
    }
    return link;
}

void JoinDialog::setAddress(const QString &address)
{
    m_address->setText(address);
}

/// A button has no room for a long name.
QString JoinDialog::signOnAction(bool isWaiting) const
{
    constexpr qsizetype longest = 24;
    if (!m_found)
        return tr("Next");
    if (isWaiting)
        return tr("Open again");
    const QString name = m_providers->currentText();
    return name.size() <= longest ? tr("Sign in with %1").arg(name) : tr("Sign in");
}

void JoinDialog::setBusy(const QString &text)
{
    m_busy->setVisible(!text.isEmpty());
    m_busyText->setText(text);
    m_next->setEnabled(text.isEmpty());
    const int tab = m_tabs->currentIndex();
    const int page = m_pages->currentIndex();
    m_next->setText(page == AddressPage      ? tr("Next")
                    : page == InvitationPage ? tr("Join")
                    : tab == SignInTab       ? tr("Sign in")
                    : tab == RegisterTab     ? tr("Register")
                                             : signOnAction(!text.isEmpty()));
    m_next->setAccessibleName(m_next->text());
}

void JoinDialog::goToServer()
{
    m_notice->hide();
    Result<InvitationLink> link = readTyped();
    if (!link) {
        m_notice->show(link.error());
        return;
    }
    m_link = *std::move(link);
    setBusy(tr("Looking for the server…"));
    m_session = std::make_unique<Session>(m_context.makeTransport());
    m_session->expectCertificate(m_link.fingerprint);
    connect(m_session.get(), &Session::stateChanged, this, &JoinDialog::onState);
    connect(m_session.get(), &Session::signedIn, this,
            [this](const api::SignedIn &signedIn) { m_signedIn = signedIn; });
    connect(m_session.get(), &Session::connectionLost, this, [this](const Problem &why, std::chrono::milliseconds) {
        m_notice->show(why);
        m_browser.reset();
        // Here the person decides when to try again.
        m_session.release()->deleteLater();
        m_pages->setCurrentIndex(AddressPage);
        m_back->hide();
        setBusy({});
    });
    m_session->open(m_link.server);
}

void JoinDialog::onState(Session::State state)
{
    if (state == Session::State::SignedOut && m_pages->currentIndex() == AddressPage) {
        const QString server = nameOf(m_session->url());
        m_serverName->setText(server);
        m_invitedTo->setText(
            m_link.fingerprint.isEmpty()
                ? tr("You are invited to %1.").arg(server)
                : tr("You are invited to %1. Its certificate is the one that the link names.").arg(server));
        const bool invited = !m_link.token.isEmpty();
        m_pages->setCurrentIndex(invited ? InvitationPage : AccountPage);
        m_back->show();
        (invited ? m_invitedEmail : m_email)->setFocus();
        setBusy({});
    } else if (state == Session::State::Unfit) {
        setBusy({});
        m_notice->show(m_session->unfitBecause());
    } else if (state == Session::State::Ready && m_signedIn) {
        // After the sign-in's own handlers.
        QMetaObject::invokeMethod(this, &JoinDialog::join, Qt::QueuedConnection);
    }
}

void JoinDialog::signIn()
{
    m_notice->hide();
    setBusy(tr("Signing in…"));
    api::LoginRequest request;
    request.email = m_email->text().trimmed();
    request.password = m_password->text();
    m_session->signIn(request, this, [this](const Result<void> &answer) {
        if (answer)
            return;
        setBusy({});
        m_notice->show(answer.error());
    });
}

void JoinDialog::forgetSignOn()
{
    m_browser.reset();
    m_found.reset();
    m_providersLabel->hide();
    m_providers->hide();
    setBusy({});
}

void JoinDialog::findSignOn()
{
    m_notice->hide();
    const QString text = m_organization->text().trimmed();
    setBusy(tr("Looking for the organisation…"));
    api::FindSignOnRequest request;
    (text.contains(u'@') ? request.email : request.organization) = text;
    m_session->call<api::FoundSignOn>(
        "signOn.find", request, this, [this, text](const Result<api::FoundSignOn> &answer) {
            if (m_tabs->currentIndex() != SignOnTab || m_organization->text().trimmed() != text)
                return;
            setBusy({});
            if (!answer)
                return m_notice->show(answer.error());
            m_found = *answer;
            m_providers->clear();
            for (const api::SignOnChoice &each : answer->providers)
                m_providers->addItem(each.name, each.host);
            m_providersLabel->setVisible(answer->providers.size() > 1);
            m_providers->setVisible(answer->providers.size() > 1);
            if (answer->providers.size() == 1)
                return beginSignOn();
            setBusy({});
            m_providers->setFocus();
        });
}

void JoinDialog::beginSignOn()
{
    const auto chosen = size_t(std::max(0, m_providers->currentIndex()));
    if (!m_found || chosen >= m_found->providers.size())
        return;
    m_notice->hide();
    QSettings().setValue(QLatin1StringView(lastOrganizationKey), m_found->slug);
    m_browser = std::make_unique<BrowserSignIn>(*m_session);
    connect(m_browser.get(), &BrowserSignIn::opened, this, [this] {
        setBusy(tr("Waiting for your browser…"));
        m_next->setEnabled(true); // opens the page anew, where the first was closed
    });
    connect(m_browser.get(), &BrowserSignIn::signedIn, this, [this](const api::SignedIn &signedIn) {
        m_signedIn = signedIn;
        QMetaObject::invokeMethod(this, &JoinDialog::join, Qt::QueuedConnection);
    });
    connect(m_browser.get(), &BrowserSignIn::failed, this, [this](const Problem &why) {
        setBusy({});
        m_notice->show(why);
    });
    setBusy(tr("Opening your browser…"));
    const QString typed = m_organization->text().trimmed();
    m_browser->begin(m_found->slug, m_found->providers[chosen].id, typed.contains(u'@') ? typed : QString());
}

void JoinDialog::registerAccount()
{
    m_notice->hide();
    setBusy(tr("Registering…"));
    api::RegisterRequest request;
    request.organization = m_newOrganization->text().trimmed();
    request.fullName = m_newName->text().trimmed();
    request.email = m_newEmail->text().trimmed();
    request.password = m_newPassword->text();
    m_session->registerAccount(request, this, [this](const Result<void> &answer) {
        if (answer)
            return;
        setBusy({});
        m_notice->show(answer.error());
    });
}

void JoinDialog::acceptInvitation()
{
    m_notice->hide();
    setBusy(tr("Joining…"));
    api::AcceptInvitationRequest request;
    request.token = m_link.token;
    if (const QString email = m_invitedEmail->text().trimmed(); !email.isEmpty())
        request.email = email;
    if (const QString name = m_invitedName->text().trimmed(); !name.isEmpty())
        request.fullName = name;
    request.password = m_invitedPassword->text();
    m_session->acceptInvitation(request, this, [this](const Result<void> &answer) {
        if (answer)
            return;
        setBusy({});
        m_notice->show(answer.error());
    });
}

void JoinDialog::join()
{
    if (!m_session)
        return;
    const QUrl url = m_session->url();
    m_browser.reset();
    m_session.reset();
    m_context.servers.useRemote(url, *m_signedIn);
    accept();
}

} // namespace tabletalk::ui
