// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/ApiKeys.h"

#include <QWidget>

class QBoxLayout;
class QComboBox;
class QLineEdit;
class QPushButton;
class QTableView;

namespace tabletalk::ui {

class ApiKeyModel;
class Notice;
struct WindowContext;

/// The API keys of the default workspace. A new key is shown once, to be copied, until the
/// card is loaded again.
class ApiKeysCard : public QWidget
{
    Q_OBJECT

public:
    ApiKeysCard(WindowContext &context, QWidget *parent);
    void reload();

private:
    void buildNewKey(QBoxLayout *inside, QWidget *card);
    void buildShownKey(QBoxLayout *inside, QWidget *card);
    void loadKeys();
    void create();
    void show(const api::CreatedApiKey &key);
    void hideKey();
    void revoke();
    void updateButtons();

    WindowContext &m_context;
    WorkspaceId m_workspace;
    ApiKeyModel *m_model;
    QTableView *m_table;
    QPushButton *m_revoke;
    QLineEdit *m_name;
    QComboBox *m_reach;
    QComboBox *m_life;
    QPushButton *m_create;
    QWidget *m_shown;
    QLineEdit *m_key;
    Notice *m_notice;
};

} // namespace tabletalk::ui
