// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QBoxLayout;
class QComboBox;
class QLabel;
class QPushButton;

namespace tabletalk::ui {

struct WindowContext;

/// The settings panel: how the window looks, which server it is on, where secrets and data
/// are, and what this program is.
class SettingsWidget : public QWidget
{
    Q_OBJECT

public:
    SettingsWidget(WindowContext &context, QWidget *parent);

private:
    void buildAppearance(QBoxLayout *column);
    void buildServer(QBoxLayout *column);
    void buildStorage(QBoxLayout *column);
    void buildAbout(QBoxLayout *column);
    void refresh();

    WindowContext &m_context;
    QComboBox *m_theme;
    QLabel *m_server;
    QLabel *m_account;
    QPushButton *m_useLocal;
    QPushButton *m_forgetPin;
    QPushButton *m_signOut;
    QLabel *m_secrets;
    QLabel *m_data;
    QPushButton *m_openData;
};

} // namespace tabletalk::ui
