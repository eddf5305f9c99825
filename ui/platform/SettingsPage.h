// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/platform/PlatformPage.h"

namespace tabletalk::ui {

class BillingSettingsCard;
class ServerSettingsCard;

/// What operators set while the server runs.
class SettingsPage : public PlatformPage
{
    Q_OBJECT

public:
    SettingsPage(WindowContext &context, QWidget *parent);
    void reload() override;

private:
    ServerSettingsCard *m_server;
    BillingSettingsCard *m_billing;
};

} // namespace tabletalk::ui
