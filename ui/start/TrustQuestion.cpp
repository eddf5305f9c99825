// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/TrustQuestion.h"

#include <QApplication>
#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace tabletalk::ui {

bool askToTrust(const UnknownCertificate &certificate)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("TrustQuestion", text); };
    QMessageBox box(QMessageBox::Question, tr("Is this your server?"),
                    tr("%1 shows a certificate that no authority vouches for, issued to %2.")
                        .arg(certificate.server, certificate.subject),
                    QMessageBox::Cancel, QApplication::activeWindow());
    box.setObjectName(QStringLiteral("trustQuestion"));
    box.setTextFormat(Qt::PlainText); // it quotes what the other side calls itself
    box.setInformativeText(
        tr("Its SHA-256 fingerprint is\n\n%1\n\nCompare it with the one that the server's administrator gives you. If "
           "you accept it, it is remembered, and any other certificate of this server will be refused.")
            .arg(Pins::displayInLines(certificate.fingerprint)));
    QPushButton *yes = box.addButton(tr("It is the right one"), QMessageBox::AcceptRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == yes;
}

} // namespace tabletalk::ui
