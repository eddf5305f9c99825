// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Sharing.h"

#include <QPointer>
#include <QWidget>

#include <functional>
#include <optional>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace tabletalk::ui {

class Notice;
class QrView;
class Sharing;
struct WindowContext;

/// Lets other computers of the network work with the server inside this program: one switch, and what others need to
/// come in. Not there where the program has no server of its own.
class SharingCard : public QWidget
{
    Q_OBJECT

public:
    SharingCard(WindowContext &context, QWidget *parent);

private:
    void build(QBoxLayout *inside);
    void buildPlace(QBoxLayout *inside);
    void buildStaying(QBoxLayout *inside);
    QWidget *buildWayIn();
    QLineEdit *addCopied(QFormLayout *form, const QString &name, const QString &label, const QString &spoken);
    QPushButton *makeCopyButton(const QString &name, const QString &spoken, QWidget *parent,
                                const std::function<QString()> &text);
    void watch();
    void refresh();
    void showSettings(const api::SharingState &state);
    void fillChoices(const QStringList &texts, const QStringList &addresses);
    void showWayIn(const api::SharingState &state);
    void apply();
    void invite();

    WindowContext &m_context;
    QPointer<Sharing> m_sharing;
    std::optional<api::SharingSettings> m_shown; ///< what the controls were set to
    QCheckBox *m_switch = nullptr;
    QComboBox *m_choice = nullptr;
    QSpinBox *m_port = nullptr;
    Notice *m_notice = nullptr;
    QCheckBox *m_keep = nullptr;
    QCheckBox *m_login = nullptr;
    QWidget *m_wayIn = nullptr;
    QLineEdit *m_address = nullptr;
    QLabel *m_others = nullptr; ///< further addresses
    QLabel *m_fingerprint = nullptr;
    QLabel *m_guests = nullptr;
    QLineEdit *m_link = nullptr;
    QWidget *m_linkRow = nullptr;
    QLabel *m_linkNote = nullptr;
    QPushButton *m_invite = nullptr;
    QrView *m_qr = nullptr;
    QLabel *m_qrNote = nullptr;
};

} // namespace tabletalk::ui
