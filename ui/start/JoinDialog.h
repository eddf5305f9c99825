// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/SignOn.h"
#include "ui/session/InvitationLink.h"
#include "ui/session/Session.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace tabletalk::ui {

class BrowserSignIn;
class Notice;
struct WindowContext;

/// Joins a server: its address, then sign in or register there. The window stays with the
/// server that it is on until this has succeeded.
class JoinDialog : public QDialog
{
    Q_OBJECT

public:
    JoinDialog(WindowContext &context, QWidget *parent);
    ~JoinDialog() override;

    void setAddress(const QString &address);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeAddressPage();
    QWidget *makeAccountPage();
    QWidget *makeInvitationPage();
    void lockManaged();
    QWidget *makeSignInTab();
    QWidget *makeSignOnTab();
    QWidget *makeRegisterTab();
    QLineEdit *addField(QLayout *form, const QString &name, const QString &label, bool secret = false);

    Result<InvitationLink> readTyped() const;
    void pasteLink(const QString &text);
    void goToServer();
    void onState(Session::State state);
    void signIn();
    void findSignOn();
    void beginSignOn();
    void forgetSignOn();
    void registerAccount();
    void acceptInvitation();
    void goOn();
    void join();
    QString signOnAction(bool isWaiting) const;
    void setBusy(const QString &text);

    WindowContext &m_context;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<BrowserSignIn> m_browser;
    std::optional<api::FoundSignOn> m_found; ///< how the organisation's people may sign in
    std::optional<api::SignedIn> m_signedIn;
    InvitationLink m_link; ///< what was typed as the address, where that is one
    QStackedWidget *m_pages;
    QLineEdit *m_address = nullptr;
    QLineEdit *m_invitation = nullptr; ///< a link, where the address itself is locked; else null
    QLabel *m_serverName = nullptr;
    QTabWidget *m_tabs = nullptr;
    QLineEdit *m_email = nullptr;
    QLineEdit *m_password = nullptr;
    QLineEdit *m_organization = nullptr;
    QLabel *m_providersLabel = nullptr;
    QComboBox *m_providers = nullptr;
    QLineEdit *m_newOrganization = nullptr;
    QLineEdit *m_newName = nullptr;
    QLineEdit *m_newEmail = nullptr;
    QLineEdit *m_newPassword = nullptr;
    QLabel *m_invitedTo = nullptr;
    QLineEdit *m_invitedEmail = nullptr;
    QLineEdit *m_invitedName = nullptr;
    QLineEdit *m_invitedPassword = nullptr;
    Notice *m_notice;
    QWidget *m_busy;
    QLabel *m_busyText;
    QPushButton *m_back;
    QPushButton *m_next;
};

} // namespace tabletalk::ui
