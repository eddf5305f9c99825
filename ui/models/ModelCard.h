// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Models.h"

#include <QWidget>

#include <optional>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace tabletalk::ui {

class Notice;
struct WindowContext;

/// Which language model helps the organisation, and on what terms.
class ModelCard : public QWidget
{
    Q_OBJECT

public:
    ModelCard(WindowContext &context, QWidget *parent);
    void reload();
    /// Fills in a server that was found; nothing is saved yet.
    void propose(const api::LocalModelServer &server);

Q_SIGNALS:
    void saved();

private:
    void buildFields(QBoxLayout *column);
    void buildTerms(QBoxLayout *column);
    void buildKey(QBoxLayout *column);
    void watch();
    void take(const api::ModelSettings &settings);
    void takeDefaults();
    void updateState();
    void save();
    void saveKey(bool remove);

    WindowContext &m_context;
    std::optional<api::ModelSettings> m_settings;
    QComboBox *m_mode;
    QComboBox *m_protocol;
    QLineEdit *m_address;
    QLineEdit *m_model;
    QLineEdit *m_embedding;
    QLineEdit *m_masked;
    QCheckBox *m_samples;
    QCheckBox *m_userKeys;
    QSpinBox *m_monthlyTokens;
    QLabel *m_use;
    QLineEdit *m_key;
    QLabel *m_keyState;
    QPushButton *m_saveKey;
    QPushButton *m_removeKey;
    QPushButton *m_save;
    Notice *m_notice;
};

} // namespace tabletalk::ui
