#pragma once

#include <QString>
#include <QStringList>

namespace landfall::e2e {

/// The clinic's side of the walk, by its administration commands.
class WalkClinic {
public:
    WalkClinic(QString program, QString dataFolder)
        : program_(std::move(program)), dataFolder_(std::move(dataFolder)) {}

    /// Confirms the phone whose digits are on the screen; Stuck when the clinic refuses.
    void confirm(const QString& device, const QString& digits) const;
    /// The id of the only pending device, by its digits.
    [[nodiscard]] QString run(const QStringList& arguments) const;

private:
    QString program_, dataFolder_;
};

}  // namespace landfall::e2e
