// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace tabletalk::ui {

class AddressesCard;
class ApiKeysCard;
class SessionsCard;
struct WindowContext;

/// The security panel: one's own sign-ins; for those who may, API keys and addresses.
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
    ApiKeysCard *m_keys;
    AddressesCard *m_addresses;
};

} // namespace tabletalk::ui
