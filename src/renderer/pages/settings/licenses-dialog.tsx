import { Dialog } from '../../kit/dialog.tsx';
import packages from './packages.json';
import './about.css';

/** The packages in this program and the license each came under. */
export const LicensesDialog = ({ onClose }: { readonly onClose: () => void }) => (
  <Dialog title="Licenses" size="medium" isOpen onClose={onClose}>
    <p className="licenses-lead">
      Valet Key is under the MIT license. It contains {packages.length} packages of others.
    </p>
    {/* It scrolls, so it takes the focus: the keyboard must reach what is below. */}
    <table className="licenses" aria-label="Packages" tabIndex={0}>
      <thead>
        <tr>
          <th scope="col">Package</th>
          <th scope="col">Version</th>
          <th scope="col">License</th>
        </tr>
      </thead>
      <tbody>
        {packages.map(({ name, version, license }) => (
          <tr key={`${name} ${version}`}>
            <th scope="row">{name}</th>
            <td>{version}</td>
            <td>{license}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Dialog>
);
