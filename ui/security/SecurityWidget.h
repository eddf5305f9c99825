// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace tabletalk::ui {

class AddressesCard;
class ApiKeysCard;
class OwnKeyCard;
class SessionsCard;
class SignInHistoryCard;
class SignOnCard;
class WebhooksCard;
struct WindowContext;

/// The security panel: one's own sign-ins, password and key of the model; for those who may, API keys and addresses.
class SecurityWidget : public QWidget
{
    Q_OBJECT

public:
    SecurityWidget(WindowContext &context, QWidget *parent);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void reload();

    WindowContext &m_context;
    SessionsCard *m_sessions;
    SignInHistoryCard *m_history;
    OwnKeyCard *m_ownKey;
    ApiKeysCard *m_keys;
    SignOnCard *m_signOn;
    WebhooksCard *m_webhooks;
    AddressesCard *m_addresses;
};

} // namespace tabletalk::ui
