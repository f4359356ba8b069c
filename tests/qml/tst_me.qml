import QtQuick
import QtTest
import Landfall.Controls
import Landfall.Pages
import Landfall.ViewModels

Stage {
    id: stage

    height: 1200

    Component {
        id: me

        MePage {
            model: MeModel {
            }
            status: StatusModel {
            }
        }
    }

    PageTest {
        name: "Me"
        stage: stage

        function test_theClinicAndTheDevicesAreNamed() {
            const page = make(me);
            for (const words of ["Harbour Clinic", "020 7946 0018", "Fairphone 4", "This phone", "Old tablet", "revoked"])
                verify(says(page, words), words);
        }

        function test_eachActionIsAskedFor() {
            const page = make(me);
            tap(page, "me-sync");
            tap(page, "me-lock");
            tap(page, "me-recovery-code");
            compare(page.model.calls, ["syncNow", "lock", "newRecoveryCode"]);
        }

        function test_connectingTwiceIsNotPossible() {
            const page = make(me);
            page.model.syncing = true;
            verify(!control(page, "me-sync").enabled);
        }
    }
}
