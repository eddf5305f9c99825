// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Organizations.h"
#include "core/api/Tenants.h"

#include <QWidget>

#include <functional>

class QBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tabletalk::ui {

class Notice;
struct WindowContext;

/// What an organisation looks like, and the domain of its own that it is found by.
class BrandingCard : public QWidget
{
    Q_OBJECT

public:
    BrandingCard(WindowContext &context, QWidget *parent);

    void setProfile(const api::TenantProfile &profile);

    /// A seam: tests choose without a window.
    void setFileChooser(std::function<QString()> choose) { m_chooseFile = std::move(choose); }

Q_SIGNALS:
    void profileChanged(const api::TenantProfile &profile);

private:
    void buildLogo(QBoxLayout *column);
    void buildFields(QBoxLayout *column);
    void readLogo();
    void showLogo(const api::Logo &logo);
    void showNoLogo();
    void setLogo();
    void removeLogo();
    void updateSwatches();
    void updateSave();
    void save();

    WindowContext &m_context;
    std::optional<api::TenantProfile> m_profile;
    std::function<QString()> m_chooseFile;
    QLabel *m_logo = nullptr;
    QPushButton *m_removeLogo = nullptr;
    QLineEdit *m_primary = nullptr;
    QLabel *m_primarySwatch = nullptr;
    QLineEdit *m_accent = nullptr;
    QLabel *m_accentSwatch = nullptr;
    QLineEdit *m_domain = nullptr;
    QLabel *m_domainState = nullptr;
    QPushButton *m_save = nullptr;
    Notice *m_notice = nullptr;
};

} // namespace tabletalk::ui
